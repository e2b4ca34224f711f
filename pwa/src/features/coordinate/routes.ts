import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/coordinate/:org', load: () => import('./TasksScreen') },
  { path: '/coordinate/:org/new', load: () => import('./NewTaskScreen') },
  { path: '/coordinate/:org/task/:id', load: () => import('./TaskScreen') },
  { path: '/coordinate/:org/task/:id/edit', load: () => import('./EditTaskScreen') },
  { path: '/coordinate/:org/claims', load: () => import('./ClaimsScreen') },
  { path: '/print', load: () => import('./print/PrintScreen'), bare: true },
]
