import type { Route } from '../../ui/router'

export const routes: Route[] = [{ path: '/guarantee/:community', load: () => import('./GuaranteeScreen') }]
