import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/mandates', load: () => import('./MandatesScreen') },
  { path: '/mandates/of/:organisation', load: () => import('./MandatesScreen') },
  { path: '/mandates/:id', load: () => import('./MandateScreen') },
  { path: '/plans/:id', load: () => import('./PlanScreen') },
  { path: '/plans/at/:organisation', load: () => import('./PlansScreen') },
  { path: '/plans/fund/:community', load: () => import('./PlansScreen') },
  { path: '/plans/:id/payers', load: () => import('./PayersScreen') },
  { path: '/plans/:id/periods', load: () => import('./PeriodsScreen') },
  { path: '/plans/:id/plots', load: () => import('./PlotsScreen') },
]
