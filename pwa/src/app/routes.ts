import { signal } from '@preact/signals'
import type { Route } from '../ui/router'

/** The tables of the rooms that a resident starts in; those of all other rooms come after the first screen. */
const first = import.meta.glob<Route[]>('../features/{earn,identity,pay,start,wallet}/routes.ts', {
  eager: true,
  import: 'routes',
})

/** Every feature names its own screens in `features/NAME/routes.ts`; their code is loaded when it is needed. */
export const routes = signal<Route[]>(Object.values(first).flat())
/** True once the tables of all rooms are here: what is not found then is not there. */
export const allRoutes = signal(false)

/** Brings the tables of the other rooms. */
export async function loadRoutes(): Promise<void> {
  if (allRoutes.peek()) return
  const { more } = await import('./more-routes')
  routes.value = [...routes.peek(), ...more]
  allRoutes.value = true
}
