import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/books/statement', load: () => import('./StatementScreen') },
  { path: '/books/till/:organisation', load: () => import('./TillScreen') },
  { path: '/books/:community', load: () => import('./BooksScreen') },
]
