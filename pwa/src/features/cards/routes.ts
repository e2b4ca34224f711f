import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/card', load: () => import('./MyCardScreen') },
  { path: '/cards/print', load: () => import('./print/PrintScreen'), bare: true },
  { path: '/cards/one/:id', load: () => import('./CardScreen') },
  { path: '/cards/at/:org', load: () => import('./DeskScreen') },
  { path: '/cards/at/:org/new', load: () => import('./EnrolScreen') },
  { path: '/cards/at/:org/one/:id', load: () => import('./CardScreen') },
  { path: '/cards/at/:org/earn/:task', load: () => import('./EarnScreen') },
  { path: '/phone', load: () => import('./PhoneScreen'), open: true },
]
