import { isLanguage, isRightToLeft, type Language, type Translate, translator } from '../../../i18n'

/** A language of the neighbourhood that the app speaks: what customers read is not in the cashier's language. */
export type Voice = { code: Language; dir: 'ltr' | 'rtl'; t: Translate; day: (at: string) => string }

/** The neighbourhood's languages in its own order; Dutch when the app speaks none of them. */
export async function loadVoices(languages: string[]): Promise<[Voice, ...Voice[]]> {
  const [first, ...others] = await Promise.all(languages.filter(isLanguage).map(voice))
  return [first ?? (await voice('nl')), ...others]
}

async function voice(code: Language): Promise<Voice> {
  const days = new Intl.DateTimeFormat(`${code}-u-nu-latn`, { dateStyle: 'long' })
  return {
    code,
    dir: isRightToLeft(code) ? 'rtl' : 'ltr',
    t: await translator(code),
    day: (at) => days.format(new Date(at)),
  }
}
