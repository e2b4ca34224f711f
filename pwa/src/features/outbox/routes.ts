import type { Route } from '../../ui/router'

export const routes: Route[] = [{ path: '/outbox', load: () => import('./OutboxScreen') }]
