import { formatTime, formatWhen } from '../core/when'
import { language } from '../i18n'

/** A moment as people say it: "vandaag 10:12", "gisteren", "3 november". `at` is RFC 3339. */
export const whenSaid = (at: string, now = new Date()): string =>
  formatWhen(new Date(at), { now, language: language.value })

/** The time of day, "10:12". */
export const timeSaid = (at: string): string => formatTime(new Date(at), { language: language.value })

/** A day with its year, "3 november 2026"; also for a bare date such as "2026-11-03". */
export function dateSaid(at: string): string {
  const tag = `${language.value}-u-nu-latn`
  const timeZone = at.length === 10 ? 'UTC' : undefined
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', ...(timeZone && { timeZone }) }).format(
    new Date(at),
  )
}

/** A moment with its time of day, also of another day: "24 november, 11:38". */
export function momentSaid(at: string): string {
  const [when, time] = [whenSaid(at), timeSaid(at)]
  return when.includes(time) ? when : `${when}, ${time}`
}
