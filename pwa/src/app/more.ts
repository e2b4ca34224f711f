import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { loadRest } from '../i18n'
import { loadIcons } from '../ui/Icon'
import type { HatSheet } from './HatSheet'
import { loadRoutes } from './routes'

/** The rail of a laptop, once it and every feature's entries are here. */
export const rail = signal<ComponentType | null>(null)
/** The choice between a person's roles, once it is here. */
export const hatSheet = signal<typeof HatSheet | null>(null)
/** How many things wait for this person behind the overview; the rail counts them. */
export const waiting = signal(0)
let loading: Promise<unknown> | undefined

/** Brings what every screen but the first one needs: the other texts, the icons, the features' entries and screens. */
export function loadMore(): Promise<unknown> {
  loading ??= Promise.all([loadRest(), loadIcons(), loadRoutes(), loadRail()])
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

async function loadRail(): Promise<void> {
  const loaded = await import('./Rail')
  rail.value = loaded.Rail
  hatSheet.value = loaded.HatSheet
}
