import { computed, signal } from '@preact/signals'
import type { ComponentType } from 'preact'

export type Params = Record<string, string>
/** What every screen gets: the named pieces of its path. */
export type ScreenProps = { params: Params }

/** One screen of a feature. A feature lists its own in `features/NAME/routes.ts` as `export const routes: Route[]`. */
export type Route = {
  /** `/tasks/:id`: a piece that starts with a colon is handed to the screen. */
  path: string
  load: () => Promise<{ default: ComponentType<ScreenProps> }>
  /** Fills the whole screen: no navigation around it. */
  bare?: boolean
  /** Is drawn before the rest of the texts and icons are here, with the first texts or with those for paying. */
  early?: 'first' | 'pay'
  /** Also for somebody who is not signed in. */
  open?: boolean
}

const place = signal(read())

/** The path on screen, without search and fragment. */
export const path = computed(() => place.value.path)
/** What stands behind the question mark: filters live there. */
export const search = computed(() => new URLSearchParams(place.value.search))
/** How often the person navigated since the app opened; 0 on the first screen. */
export const steps = signal(0)

function read(): { path: string; search: string } {
  return { path: location.pathname, search: location.search }
}

/** Goes to a path of this app. `replace` leaves no way back to the present screen. */
export function navigate(to: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  if (!replace) scrollTo(0, 0)
  arrive()
}

/** One step back, or to `fallback` when the app was opened on this screen. */
export function goBack(fallback: string): void {
  if (steps.peek() > 0) history.back()
  else navigate(fallback, { replace: true })
}

/** Changes filters in the address bar without leaving the screen. */
export function setSearch(changes: Record<string, string | null>): void {
  const next = new URLSearchParams(search.peek())
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  history.replaceState(null, '', `${location.pathname}${next.size ? `?${next}` : ''}`)
  place.value = read()
}

function arrive(): void {
  steps.value++
  place.value = read()
}

/** Follows the back button, and takes over clicks on plain links to this app. */
export function startRouter(): void {
  addEventListener('popstate', arrive)
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !isOurs(event, link)) return
    event.preventDefault()
    navigate(link.pathname + link.search + link.hash)
  })
}

function isOurs(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  const here = link.origin === location.origin && !link.pathname.startsWith('/api/')
  return plain && here && !event.defaultPrevented && !link.target && !link.hasAttribute('download')
}

/** The named pieces when `pattern` fits the whole path, else null. */
export function matchPath(pattern: string, actual: string): Params | null {
  const wanted = pieces(pattern)
  const given = pieces(actual)
  if (wanted.length !== given.length) return null
  const params: Params = {}
  for (const [index, piece] of wanted.entries()) {
    const value = given[index] ?? ''
    if (piece.startsWith(':')) params[piece.slice(1)] = decode(value)
    else if (piece !== value) return null
  }
  return params
}

const pieces = (text: string): string[] => text.split('/').filter(Boolean)

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return piece
  }
}

/** The first route that fits, fixed paths before paths with pieces, with the pieces it found. */
export function findRoute(routes: Route[], actual: string): { route: Route; params: Params } | null {
  const byFixed = [...routes].sort((a, b) => colons(a.path) - colons(b.path))
  for (const route of byFixed) {
    const params = matchPath(route.path, actual)
    if (params) return { route, params }
  }
  return null
}

const colons = (pattern: string): number => pattern.split(':').length
