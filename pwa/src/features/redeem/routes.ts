import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/redeem/:org', load: () => import('./RedeemScreen') },
  { path: '/redeem/:org/bank', load: () => import('./BankScreen') },
  { path: '/settle/:community', load: () => import('./SettleScreen') },
  { path: '/settle/:community/bank', load: () => import('./BankScreen') },
  { path: '/settle/:community/one/:id', load: () => import('./SettlementScreen') },
  { path: '/settle/:community/statements', load: () => import('./StatementsScreen') },
  { path: '/settle/:community/statements/:id', load: () => import('./StatementScreen') },
]
