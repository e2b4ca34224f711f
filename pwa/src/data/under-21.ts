import { signal } from '@preact/signals'
import { me } from './session'

const SAVED = 'wm.under-21'

/** The person who said on this phone to be under 21; the server is never told more than which figure to show. */
const who = signal(globalThis.localStorage?.getItem(SAVED) ?? '')

/** Whether the signed-in person said so. */
export const isUnder21 = (): boolean => who.value !== '' && who.value === me.value?.person.id

/** Keeps the answer on this phone, or forgets it. */
export function sayUnder21(yes: boolean): void {
  who.value = yes ? (me.peek()?.person.id ?? '') : ''
  if (who.value) localStorage.setItem(SAVED, who.value)
  else localStorage.removeItem(SAVED)
}
