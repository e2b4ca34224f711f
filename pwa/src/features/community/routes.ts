import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/community/:community', load: () => import('./OrganisationsScreen') },
  { path: '/community/:community/admit', load: () => import('./AdmitScreen') },
  { path: '/community/:community/invite', load: () => import('./InviteScreen') },
  { path: '/community/:community/members', load: () => import('./MembersScreen') },
  { path: '/community/:community/organisation/:organisation', load: () => import('./OrganisationScreen') },
]
