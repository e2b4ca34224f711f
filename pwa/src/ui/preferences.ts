import { effect, type Signal, signal } from '@preact/signals'

export type Theme = 'auto' | 'light' | 'dark'
export type TextSize = 'normal' | 'large' | 'largest'

/** The colour of the page, as index.html and tokens.css have it. */
const PAPER = { light: '#faf6ee', dark: '#0f1514' }

/** Light, dark, or as the phone is set. */
export const theme = saved<Theme>('wm.theme', 'auto')
/** How large the letters are. */
export const textSize = saved<TextSize>('wm.text', 'normal')
/** Whether the paid screen chimes and vibrates: 'on' or 'off'. */
export const sound = saved<'on' | 'off'>('wm.sound', 'on')

/** Whether the app says out loud what is announced, and offers to read each screen: 'on' or 'off'. */
export const aloud = saved<'on' | 'off'>('wm.aloud', 'off')
/** Whether amounts and the keys for them are drawn as large as fits: 'on' or 'off'. */
export const largeDigits = saved<'on' | 'off'>('wm.digits', 'off')

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
    colourBrowser(theme.value)
  })
  effect(() => {
    page.dataset.text = textSize.value
    page.dataset.digits = largeDigits.value
  })
}

/** The browser's own bars follow: each of the two colours in the page's head is for one scheme. */
function colourBrowser(chosen: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.content === PAPER.dark ? 'dark' : 'light'
    meta.media =
      chosen === 'auto' ? `(prefers-color-scheme: ${scheme})` : chosen === scheme ? 'all' : 'not all'
  }
}

/** True when the person asked the phone for less motion. */
export const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
