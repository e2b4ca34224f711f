import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/watch/:community', load: () => import('./FindingsScreen') },
  { path: '/watch/:community/looks', load: () => import('./LooksScreen') },
]
