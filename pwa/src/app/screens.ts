import type { ComponentType } from 'preact'
import { hat, homeOf, me } from '../data/session'
import { loadPayTexts } from '../i18n'
import { findRoute, navigate, path, type Route, type ScreenProps } from '../ui/router'
import { loadMore } from './more'
import { routes } from './routes'

type View = ComponentType<ScreenProps>

const loaded = new Map<Route, View>()

/** The screen of a route whose code was loaded before. */
export const loadedScreen = (route: Route): View | undefined => loaded.get(route)

/** Brings a screen's code, and the texts that it cannot be drawn without. Rejects when they cannot be had. */
export async function loadScreen(route: Route): Promise<View> {
  const [{ default: screen }] = await Promise.all([route.load(), textsOf(route)])
  loaded.set(route, screen)
  return screen
}

function textsOf({ early }: Route): Promise<unknown> | undefined {
  if (early === 'first') return undefined
  return early === 'pay' ? loadPayTexts() : loadMore()
}

/**
 * Brings the screen that the app was opened on, beside the first texts, so that the first thing drawn is that
 * screen. Never rejects: what cannot be loaded is asked for again when it is drawn.
 */
export async function loadFirstScreen(): Promise<void> {
  if (path.peek() === '/' && hat.peek()) navigate(homeOf(hat.peek()), { replace: true })
  const found = findRoute(routes.peek(), path.peek())
  if (found?.route.early && me.peek()) await loadScreen(found.route).catch(() => undefined)
}
