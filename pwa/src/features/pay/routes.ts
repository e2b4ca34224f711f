import type { Route } from '../../ui/router'

export const routes: Route[] = [{ path: '/pay', load: () => import('./PayScreen'), bare: true }]
