import { isLanguage, isRightToLeft, type Translate, translator } from '../../../i18n'

/** A language of the neighbourhood that the app speaks. */
export type Voice = { code: string; dir: 'ltr' | 'rtl'; t: Translate }

/** The neighbourhood's languages in its own order; Dutch when the app speaks none of them. */
export async function loadVoices(languages: string[]): Promise<[Voice, ...Voice[]]> {
  const [first, ...others] = await Promise.all(languages.filter(isLanguage).map(voice))
  return [first ?? (await voice('nl')), ...others]
}

async function voice(code: Parameters<typeof translator>[0]): Promise<Voice> {
  return { code, dir: isRightToLeft(code) ? 'rtl' : 'ltr', t: await translator(code) }
}
