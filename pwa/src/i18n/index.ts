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
/** What the first screen needs, what the payment code needs besides, and all other texts. */
type Part = 'first' | 'pay' | 'rest'
const loaders: Record<Part, Record<Language, Loader>> = {
  first: {
    nl: () => import('virtual:messages/nl/first'),
    en: () => import('virtual:messages/en/first'),
    tr: () => import('virtual:messages/tr/first'),
    ar: () => import('virtual:messages/ar/first'),
  },
  pay: {
    nl: () => import('virtual:messages/nl/pay'),
    en: () => import('virtual:messages/en/pay'),
    tr: () => import('virtual:messages/tr/pay'),
    ar: () => import('virtual:messages/ar/pay'),
  },
  rest: {
    nl: () => import('virtual:messages/nl/rest'),
    en: () => import('virtual:messages/en/rest'),
    tr: () => import('virtual:messages/tr/rest'),
    ar: () => import('virtual:messages/ar/rest'),
  },
}

/** The language on screen; change it by `setLanguage`. */
export const language = signal<Language>('nl')
const messages = signal<Messages>({})
/** The language whose texts are here or on their way, and which of them. */
let coming: Language = 'nl'
let parts: Partial<Record<Part, Promise<void>>> = {}

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
  coming = chooseLanguage(localStorage.getItem(SAVED), navigator.languages)
  parts = {}
  await load('first')
  speak(coming)
}

/** Changes the language on screen and remembers it on this device. */
export async function setLanguage(code: Language): Promise<void> {
  const all = await whole(code)
  localStorage.setItem(SAVED, code)
  coming = code
  const here = Promise.resolve()
  parts = { first: here, pay: here, rest: here }
  messages.value = all
  speak(code)
}

/** True when this device has a language that somebody chose by hand. */
export const languageWasChosen = (): boolean => isLanguage(localStorage.getItem(SAVED))

function speak(code: Language): void {
  language.value = code
  document.documentElement.lang = code
  document.documentElement.dir = isRightToLeft(code) ? 'rtl' : 'ltr'
}

/** Loads the texts around the payment code, also before the first ones are here. */
export const loadPayTexts = (): Promise<void> => load('pay')

/** Loads the texts of all screens but the first; every screen that is not early waits for it. */
export async function loadRest(): Promise<void> {
  await Promise.all([load('pay'), load('rest')])
}

function load(part: Part): Promise<void> {
  const code = coming
  const known = parts[part]
  if (known) return known
  const loading = loaders[part][code]().then(({ default: more }) => {
    if (coming === code) messages.value = { ...messages.peek(), ...more }
  })
  parts[part] = loading
  loading.catch(() => {
    if (parts[part] === loading) delete parts[part]
  })
  return loading
}

/** Every text of a language. */
async function whole(code: Language): Promise<Messages> {
  const all = await Promise.all(Object.values(loaders).map((part) => part[code]()))
  return Object.assign({}, ...all.map((part) => part.default))
}

/** A `t` for another language than the one on screen, for instance for a poster in all languages at once. */
export async function translator(code: Language): Promise<Translate> {
  const catalogue = await whole(code)
  return (key, values) => formatMessage(code, catalogue[key] ?? '', values)
}
