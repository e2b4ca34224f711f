import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/programmes/:community', load: () => import('./ProgrammesScreen') },
  { path: '/programmes/:community/new', load: () => import('./NewProgrammeScreen') },
  { path: '/programmes/:community/issues', load: () => import('./IssuesScreen') },
  { path: '/programmes/:community/reserve', load: () => import('./ReserveScreen') },
  { path: '/programmes/:community/programme/:id', load: () => import('./ProgrammeScreen') },
  { path: '/budgets/:organisation', load: () => import('./BudgetsScreen') },
  { path: '/c/:slug', load: () => import('./PublicScreen'), open: true },
]
