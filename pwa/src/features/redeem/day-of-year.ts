import { language } from '../../i18n'

/** A day of the months to come, "23 november", from a bare date. */
export const dayOfYear = (day: string): string =>
  new Intl.DateTimeFormat(`${language.value}-u-nu-latn`, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(day))
