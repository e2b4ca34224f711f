/** The languages that the app speaks, each by its own name. */
export const LANGUAGES = { nl: 'Nederlands', en: 'English', tr: 'Türkçe', ar: 'العربية' } as const

export type Language = keyof typeof LANGUAGES

export const languageCodes = Object.keys(LANGUAGES) as Language[]

export function isLanguage(code: string | null | undefined): code is Language {
  return code != null && Object.hasOwn(LANGUAGES, code)
}

/** The first language that the app speaks out of the saved one, then the phone's own list; Dutch when none fits. */
export function chooseLanguage(saved: string | null, preferred: readonly string[]): Language {
  for (const tag of [saved, ...preferred]) {
    const code = tag?.split('-')[0]?.toLowerCase()
    if (isLanguage(code)) return code
  }
  return 'nl'
}
