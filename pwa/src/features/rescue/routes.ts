import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/helpers', load: () => import('./HelpersScreen') },
  { path: '/helper', load: () => import('./HelperScreen') },
  { path: '/rescue/:org', load: () => import('./DeskScreen') },
  { path: '/back-in/:community', load: () => import('./BackInScreen') },
]
