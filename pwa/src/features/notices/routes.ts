import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/notices', load: () => import('./NoticesScreen') },
  { path: '/me/push', load: () => import('./PushScreen') },
]
