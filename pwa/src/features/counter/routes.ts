import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/counter/:org', load: () => import('./CounterScreen') },
  { path: '/counter/:org/welcome', load: () => import('./WelcomeScreen') },
  { path: '/counter/:org/notes', load: () => import('./NotesScreen') },
  { path: '/till/:org', load: () => import('./TillScreen') },
  { path: '/account/:org', load: () => import('./AccountScreen') },
  { path: '/staff/:org', load: () => import('./StaffScreen') },
]
