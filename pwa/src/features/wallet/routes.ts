import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/home', load: () => import('./HomeScreen') },
  { path: '/statement', load: () => import('./StatementScreen') },
]
