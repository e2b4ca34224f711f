import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/issue/:community', load: () => import('./BudgetsScreen') },
  { path: '/issue/:community/settings', load: () => import('./SettingsScreen') },
]
