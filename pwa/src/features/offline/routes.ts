import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/offline/at/:org', load: () => import('./ShopScreen') },
  { path: '/offline/mine/:community', load: () => import('./MineScreen') },
  { path: '/offline/in/:community', load: () => import('./CommunityScreen') },
]
