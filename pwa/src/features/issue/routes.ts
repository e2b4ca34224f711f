import type { Route } from '../../ui/router'

export const routes: Route[] = [{ path: '/issue/:community', load: () => import('./BudgetsScreen') }]
