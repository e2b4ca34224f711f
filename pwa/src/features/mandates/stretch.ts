import type { Plan } from '../../data/types'
import { language } from '../../i18n'

/** The days that are looked at together: a month, or of what comes by the quarter or year a whole year. */
export type Stretch = { key: string; first: string; last: string; before: string; after: string }

const two = (value: number): string => String(value).padStart(2, '0')

/** The stretch of a plan that `key` (`2026-11` or `2026`) names. */
export function stretchOf(period: Plan['period'], key: string): Stretch {
  const year = Number(key.slice(0, 4))
  if (isYearly(period)) {
    const [before, after] = [String(year - 1), String(year + 1)]
    return { key: String(year), first: `${year}-01-01`, last: `${year}-12-31`, before, after }
  }
  const month = Number(key.slice(5, 7)) || 1
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const named = (shift: number): string => {
    const day = new Date(Date.UTC(year, month - 1 + shift, 1))
    return `${day.getUTCFullYear()}-${two(day.getUTCMonth() + 1)}`
  }
  const own = named(0)
  return { key: own, first: `${own}-01`, last: `${own}-${two(days)}`, before: named(-1), after: named(1) }
}

export const isYearly = (period: Plan['period']): boolean => period === 'quarter' || period === 'year'

/** "november 2026", or "2026". */
export function stretchSaid({ key, first }: Stretch): string {
  if (key.length === 4) return key
  const format = new Intl.DateTimeFormat(`${language.value}-u-nu-latn`, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(first))
}
