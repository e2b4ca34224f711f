import type { Route } from '../ui/router'

/** Every feature names its own screens in `features/NAME/routes.ts`; their code is loaded when it is needed. */
const tables = import.meta.glob<Route[]>('../features/*/routes.ts', { eager: true, import: 'routes' })

export const routes: Route[] = Object.values(tables).flat()
