import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/rules/:community', load: () => import('./RulesScreen') },
  { path: '/rules/:community/:rule', load: () => import('./RuleScreen') },
  { path: '/rules/:community/:rule/change', load: () => import('./ChangeScreen') },
]
