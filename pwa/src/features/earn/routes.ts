import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/tasks', load: () => import('./TasksScreen') },
  { path: '/tasks/:id', load: () => import('./TaskScreen') },
  { path: '/scan', load: () => import('./ScanScreen') },
  { path: '/t', load: () => import('./CodeScreen'), open: true, bare: true },
]
