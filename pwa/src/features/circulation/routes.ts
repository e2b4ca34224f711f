import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/sales/:community', load: () => import('./SalesScreen') },
  { path: '/sell/:org', load: () => import('./OfficeScreen') },
  { path: '/fund/:community', load: () => import('./FundScreen') },
  { path: '/notes/:community', load: () => import('./NotesScreen') },
  { path: '/trade/:org', load: () => import('./TradeScreen') },
  { path: '/wages/:org', load: () => import('./WagesScreen') },
  { path: '/credit/:community', load: () => import('./CreditScreen') },
  { path: '/credit/mine/:community', load: () => import('./OwnCreditScreen') },
  { path: '/credit/at/:org', load: () => import('./OwnCreditScreen') },
  { path: '/my-association/:community', load: () => import('./AssociationScreen') },
]
