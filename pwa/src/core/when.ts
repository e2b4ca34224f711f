/** Instants as people say them: "vandaag 10:12", "gisteren", "3 november". Latin digits everywhere. */

export interface WhenOptions {
  readonly now: Date
  /** A BCP 47 tag, such as `nl`. */
  readonly language: string
  /** An IANA name, usually the community's; the phone's own when left out. */
  readonly timeZone?: string | undefined
}

interface Formats {
  readonly time: Intl.DateTimeFormat
  readonly date: Intl.DateTimeFormat
  readonly dateWithYear: Intl.DateTimeFormat
  readonly calendar: Intl.DateTimeFormat
  readonly relative: Intl.RelativeTimeFormat
}

const DAY = 86_400_000
const known = new Map<string, Formats>()

/** Today with its time, yesterday by its name, another day by its date, another year with the year. */
export function formatWhen(instant: Date, { now, language, timeZone }: WhenOptions): string {
  const formats = formatsFor(language, timeZone)
  const then = calendarDay(instant, formats)
  const today = calendarDay(now, formats)
  const days = Math.round((then.getTime() - today.getTime()) / DAY)
  if (days === 0) return `${formats.relative.format(0, 'day')} ${formats.time.format(instant)}`
  if (days === -1) return formats.relative.format(-1, 'day')
  const sameYear = then.getUTCFullYear() === today.getUTCFullYear()
  return (sameYear ? formats.date : formats.dateWithYear).format(instant)
}

/** Only the time of day: "10:12". */
export function formatTime(instant: Date, { language, timeZone }: Omit<WhenOptions, 'now'>): string {
  return formatsFor(language, timeZone).time.format(instant)
}

/** Midnight UTC of the calendar day that `instant` falls on in the formats' time zone. */
function calendarDay(instant: Date, { calendar }: Formats): Date {
  const part = (type: string) =>
    Number(calendar.formatToParts(instant).find((found) => found.type === type)?.value)
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day')))
}

function formatsFor(language: string, timeZone: string | undefined): Formats {
  const key = `${language} ${timeZone ?? ''}`
  const formats = known.get(key) ?? makeFormats(language, timeZone)
  known.set(key, formats)
  return formats
}

function makeFormats(language: string, timeZone: string | undefined): Formats {
  const tag = `${language}-u-nu-latn`
  const day = { day: 'numeric', month: 'long', timeZone } as const
  return {
    time: new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
    date: new Intl.DateTimeFormat(tag, day),
    dateWithYear: new Intl.DateTimeFormat(tag, { ...day, year: 'numeric' }),
    calendar: new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      timeZone,
    }),
    relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
  }
}
