import type { Route } from '../ui/router'

const tables = import.meta.glob<Route[]>(
  ['../features/*/routes.ts', '!../features/{earn,identity,pay,start,wallet}/routes.ts'],
  { eager: true, import: 'routes' },
)

/** The screens of all rooms that are not in the first load. */
export const more: Route[] = Object.values(tables).flat()
