import { language, t } from '../i18n'

const DAY = 86_400_000
const startOfDay = (time: Date): number =>
  new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()

const format = (options: Intl.DateTimeFormatOptions, time: Date): string =>
  new Intl.DateTimeFormat(`${language.value}-u-nu-latn`, options).format(time)

/** A moment as people say it: "vandaag 10:12", "gisteren 9:30", "12 nov 9:30", "12 nov 2025". `at` is RFC 3339. */
export function whenSaid(at: string, now = new Date()): string {
  const time = new Date(at)
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY)
  const clock = timeSaid(at)
  if (days === 0) return t('shell.today', { time: clock })
  if (days === 1) return t('shell.yesterday', { time: clock })
  const sameYear = time.getFullYear() === now.getFullYear()
  return sameYear ? `${dateSaid(at, now)} ${clock}` : dateSaid(at, now)
}

/** The time of day, "10:12". */
export const timeSaid = (at: string): string => format({ hour: 'numeric', minute: '2-digit' }, new Date(at))

/** The day, "12 nov", with the year when it is another one. */
export function dateSaid(at: string, now = new Date()): string {
  const time = new Date(at)
  const year = time.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return format({ day: 'numeric', month: 'short', year }, time)
}
