import { signal } from '@preact/signals'
import type { MessageKey } from './keys'
import { chooseLanguage, isLanguage, LANGUAGES, type Language, languageCodes } from './languages'
import { type Compiled, formatMessage, formatNumber, isRightToLeft, type Values } from './message'

export type { Language, MessageKey, Values }
export { isLanguage, isRightToLeft, LANGUAGES, languageCodes }

type Messages = Record<string, Compiled>
export type Translate = (key: MessageKey, values?: Values) => string

const SAVED = 'wm.language'
type Loader = () => Promise<{ default: Messages }>
const first: Record<Language, Loader> = {
  nl: () => import('virtual:messages/nl/first'),
  en: () => import('virtual:messages/en/first'),
  tr: () => import('virtual:messages/tr/first'),
  ar: () => import('virtual:messages/ar/first'),
}
const rest: Record<Language, Loader> = {
  nl: () => import('virtual:messages/nl/rest'),
  en: () => import('virtual:messages/en/rest'),
  tr: () => import('virtual:messages/tr/rest'),
  ar: () => import('virtual:messages/ar/rest'),
}

/** The language on screen; change it by `setLanguage`. */
export const language = signal<Language>('nl')
const messages = signal<Messages>({})
let restLoading: Promise<void> | undefined

/**
 * The text of a key in the language on screen. Reading it inside a component subscribes that component, so
 * it is drawn again when the language changes or the rest of the catalogue arrives. Numbers in `values` are
 * written with the digits 0-9; give names as they are, they are isolated by direction.
 */
export const t: Translate = (key, values) => {
  const message = messages.value[key]
  return message === undefined ? '' : formatMessage(language.value, message, values)
}

/** True when the catalogue on screen has this key; for keys built from codes that come from the server. */
export function hasMessage(key: string): key is MessageKey {
  return messages.value[key] !== undefined
}

/** A whole number in the language on screen, with the digits 0-9. */
export const n = (value: number): string => formatNumber(language.value, value)

/** Loads the language chosen earlier, else the phone's, else Dutch; resolves when the first screen can be drawn. */
export async function startLanguage(): Promise<void> {
  await show(chooseLanguage(localStorage.getItem(SAVED), navigator.languages))
}

/** Changes the language on screen and remembers it on this device. */
export async function setLanguage(code: Language): Promise<void> {
  const more = (await rest[code]()).default
  localStorage.setItem(SAVED, code)
  await show(code, more)
}

/** True when this device has a language that somebody chose by hand. */
export const languageWasChosen = (): boolean => isLanguage(localStorage.getItem(SAVED))

async function show(code: Language, more?: Messages): Promise<void> {
  const loaded = (await first[code]()).default
  restLoading = more && Promise.resolve()
  messages.value = { ...loaded, ...more }
  language.value = code
  document.documentElement.lang = code
  document.documentElement.dir = isRightToLeft(code) ? 'rtl' : 'ltr'
}

/** Loads the texts of all screens but the first; every screen that is not home waits for it. */
export function loadRest(): Promise<void> {
  const code = language.peek()
  restLoading ??= rest[code]().then((more) => {
    if (language.peek() === code) messages.value = { ...messages.peek(), ...more.default }
  })
  restLoading.catch(() => {
    restLoading = undefined
  })
  return restLoading
}

/** A `t` for another language than the one on screen, for instance for a poster in all languages at once. */
export async function translator(code: Language): Promise<Translate> {
  const catalogue = { ...(await first[code]()).default, ...(await rest[code]()).default }
  return (key, values) => formatMessage(code, catalogue[key] ?? '', values)
}
