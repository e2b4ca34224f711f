import { effect, type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { aloud } from './preferences'

export type Voice = {
  say: (words: string) => void
  /** The button at the top of a screen that reads it. */
  ReadScreen: ComponentType
}

/** Who reads aloud; fetched only by those who switched it on. */
export const voice: Signal<Voice | null> = signal(null)

/** Follows the setting, now and after every change. */
export function startVoice(): void {
  effect(() => {
    if (aloud.value === 'off') voice.value = null
    else
      void import('./read-aloud').then(
        (made) => {
          voice.value = made
        },
        () => undefined,
      )
  })
}
