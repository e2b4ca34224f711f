import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/home', load: () => import('./HomeScreen'), early: true },
  { path: '/statement', load: () => import('./StatementScreen') },
  { path: '/meter', load: () => import('./MeterScreen') },
]
