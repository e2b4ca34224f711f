import type { Route } from '../../ui/router'

export const routes: Route[] = [{ path: '/desk', load: () => import('./DeskScreen') }]
