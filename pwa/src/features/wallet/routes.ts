import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/home', load: () => import('./HomeScreen'), early: 'first' },
  { path: '/statement', load: () => import('./StatementScreen') },
  { path: '/meter', load: () => import('./MeterScreen') },
]
