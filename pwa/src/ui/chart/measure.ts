import { language, n } from '../../i18n'
import { formatCoins, type Unit } from '../money'

/** How a chart says its numbers: in full in tables and labels, short at its lines. */
export type Measure = { said: (value: number) => string; short: (value: number) => string }

/** Coins, given in minor units. */
export const coins = (unit: Unit): Measure => ({
  said: (value) => formatCoins(value, unit),
  short: (value) => compact(value / 10 ** unit.decimals),
})

/** Euro, given in cents. */
export const euros: Measure = {
  said: (cents) => euroFormat().format(cents / 100),
  short: (cents) =>
    euroFormat({ ...shortened(cents / 100), minimumFractionDigits: 0, maximumFractionDigits: 1 }).format(
      cents / 100,
    ),
}

/** Plain numbers of things or people. */
export const numbers: Measure = { said: n, short: (value) => compact(value) }

const tag = (): string => `${language.value}-u-nu-latn`

/** Numbers of six digits and more in words: "250 dzd.". */
const compact = (value: number): string =>
  new Intl.NumberFormat(tag(), { ...shortened(value), maximumFractionDigits: 1 }).format(value)

const shortened = (value: number): Intl.NumberFormatOptions =>
  value >= 100_000 ? { notation: 'compact' } : {}

const euroFormat = (more: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  new Intl.NumberFormat(tag(), { style: 'currency', currency: 'EUR', ...more })

/** A part of a whole, "42%". */
export const shareSaid = (part: number, whole: number): string =>
  new Intl.NumberFormat(tag(), { style: 'percent', maximumFractionDigits: 0 }).format(
    whole ? part / whole : 0,
  )

/** A month (YYYY-MM): "nov", or "november 2026". */
export const monthSaid = (month: string, look: 'short' | 'full'): string =>
  new Intl.DateTimeFormat(tag(), {
    month: look === 'short' ? 'short' : 'long',
    timeZone: 'UTC',
    ...(look === 'full' && { year: 'numeric' }),
  }).format(new Date(`${month}-01T00:00:00Z`))

/** A day (YYYY-MM-DD): "3 nov". */
export const daySaid = (day: string): string =>
  new Intl.DateTimeFormat(tag(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
