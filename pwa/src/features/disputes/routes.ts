import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/disputes', load: () => import('./MineScreen') },
  { path: '/disputes/new/:payment', load: () => import('./NewScreen') },
  { path: '/disputes/one/:id', load: () => import('./DisputeScreen') },
  { path: '/disputes/shop/:org', load: () => import('./ShopScreen') },
  { path: '/disputes/at/:community', load: () => import('./CommunityScreen') },
]
