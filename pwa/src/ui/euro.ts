import { language } from '../i18n'

const CENTS = 100

/** Euro cents as people write them, e.g. 1250 is "€ 12,50", with the digits 0-9. */
export const formatEuro = (cents: number): string =>
  new Intl.NumberFormat(`${language.value}-u-nu-latn`, { style: 'currency', currency: 'EUR' }).format(
    cents / CENTS,
  )
