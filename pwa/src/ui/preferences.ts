import { effect, type Signal, signal } from '@preact/signals'

export type Theme = 'auto' | 'light' | 'dark'
export type TextSize = 'normal' | 'large' | 'largest'

/** Light, dark, or as the phone is set. */
export const theme = saved<Theme>('wm.theme', 'auto')
/** How large the letters are. */
export const textSize = saved<TextSize>('wm.text', 'normal')
/** Whether the paid screen chimes and vibrates: 'on' or 'off'. */
export const sound = saved<'on' | 'off'>('wm.sound', 'on')

function saved<T extends string>(key: string, fallback: T): Signal<T> {
  const kept = signal((globalThis.localStorage?.getItem(key) as T | null) ?? fallback)
  let first = true
  effect(() => {
    const { value } = kept
    if (!first) localStorage.setItem(key, value)
    first = false
  })
  return kept
}

/** Puts theme and text size on the page, now and after every change. */
export function startPreferences(): void {
  const page = document.documentElement
  effect(() => {
    if (theme.value === 'auto') delete page.dataset.theme
    else page.dataset.theme = theme.value
  })
  effect(() => {
    page.dataset.text = textSize.value
  })
}

/** True when the person asked the phone for less motion. */
export const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
