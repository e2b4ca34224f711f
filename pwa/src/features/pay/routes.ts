import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/pay', load: () => import('./PayScreen'), bare: true },
  { path: '/pay/asked/:id', load: () => import('./AskedScreen'), bare: true },
  { path: '/pay/shown/:id', load: () => import('./ShownScreen') },
]
