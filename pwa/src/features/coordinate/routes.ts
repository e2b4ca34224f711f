import type { Route } from '../../ui/router'

export const routes: Route[] = [
  { path: '/coordinate/:org', load: () => import('./TasksScreen') },
  { path: '/coordinate/:org/new', load: () => import('./NewTaskScreen') },
  { path: '/coordinate/:org/task/:id', load: () => import('./TaskScreen') },
  { path: '/coordinate/:org/task/:id/edit', load: () => import('./EditTaskScreen') },
  { path: '/coordinate/:org/task/:id/live', load: () => import('./live/LiveScreen'), bare: true },
  { path: '/coordinate/:org/there', load: () => import('./there/StaysScreen') },
  { path: '/coordinate/:org/claims', load: () => import('./ClaimsScreen') },
  { path: '/coordinate/:org/task/:id/vouchers', load: () => import('./sheets/VouchersScreen') },
  { path: '/coordinate/:org/notes', load: () => import('./sheets/NotesScreen') },
  { path: '/coordinate/:org/sheet/:kind/:id', load: () => import('./sheets/SheetScreen') },
  {
    path: '/coordinate/:org/print/:kind/:id',
    load: () => import('./sheets/PrintSheetScreen'),
    bare: true,
  },
  { path: '/print', load: () => import('./print/PrintScreen'), bare: true },
]
