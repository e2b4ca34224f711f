/** Periods as people choose them, in whole days. */

export const SPANS = ['month', 'lastMonth', 'year', 'lastYear', 'all', 'days'] as const
export type Span = (typeof SPANS)[number]

/** First and last day, ISO; '' is open. */
export type Days = { from: string; until: string }

/** The days of a span, seen from `today` (ISO); `chosen` is what somebody picked for 'days'. */
export function daysOf(span: Span, today: string, chosen: Days): Days {
  const [year = 0, month = 1] = today.split('-').map(Number)
  if (span === 'days') return chosen
  if (span === 'all') return { from: '', until: '' }
  if (span === 'month') return { from: day(year, month, 1), until: '' }
  if (span === 'lastMonth') return { from: day(year, month - 1, 1), until: day(year, month, 0) }
  if (span === 'year') return { from: day(year, 1, 1), until: '' }
  return { from: day(year - 1, 1, 1), until: day(year - 1, 12, 31) }
}

/** False when the last day lies before the first. */
export const isPeriod = ({ from, until }: Days): boolean => !from || !until || from <= until

/** What the API is asked with: "from=2026-01-01&until=2026-01-31". */
export const queryOf = ({ from, until }: Days): string =>
  new URLSearchParams({ ...(from && { from }), ...(until && { until }) }).toString()

/** Today as the phone's calendar says it, ISO. */
export function todayHere(now = new Date()): string {
  return day(now.getFullYear(), now.getMonth() + 1, now.getDate())
}

/** Months and days out of range roll over, as in a calendar. */
function day(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
}
