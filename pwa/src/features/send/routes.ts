import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/send', load: () => import('./HubScreen') },
  { path: '/send/code', load: () => import('./MyCodeScreen'), bare: true },
  { path: '/send/to/:person', load: () => import('./ContactScreen'), bare: true },
  { path: '/send/ask', load: () => import('./AskScreen') },
  { path: '/send/receipt/:id', load: () => import('./ReceiptScreen') },
  { path: '/r', load: () => import('./LinkScreen'), open: true, bare: true },
  { path: '/requests', load: () => import('./RequestsScreen') },
  { path: '/request/:id', load: () => import('./RequestScreen') },
  { path: '/request/:id/print', load: () => import('./print/PrintScreen') },
  { path: '/split', load: () => import('./NewSplitScreen') },
  { path: '/split/:id', load: () => import('./SplitScreen') },
  { path: '/asking/:org', load: () => import('./ShopScreen') },
  { path: '/asking/:org/new', load: () => import('./AskScreen') },
]
