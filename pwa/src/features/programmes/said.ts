import { me } from '../../data/session'
import type { Budget, Programme } from '../../data/types'
import { t } from '../../i18n'
import { coins, type Measure } from '../../ui/chart/measure'
import { dateSaid } from '../../ui/moments'
import { formatDigits, type Unit } from '../../ui/money'

/** From the first to the last day of a programme, as people say it. */
export const periodSaid = ({ starts_on, ends_on }: Programme): string =>
  t('programmes.period', { from: dateSaid(starts_on), until: dateSaid(ends_on) })

/** Whether a budget runs low, in a word; nothing when there is enough. */
export const stateSaid = ({ state }: Budget): string =>
  state === 'enough' ? '' : t(state === 'low' ? 'programmes.state.low' : 'programmes.state.empty')

/** Coins without their name, where the heading says what is counted and phones are narrow. */
export const digits = (unit: Unit): Measure => ({
  ...coins(unit),
  said: (value) => formatDigits(value, unit),
})

/** Today as the browser's calendar has it, YYYY-MM-DD. */
export function today(): string {
  const now = new Date()
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** True when the person on this phone asked for it, so that somebody else has to agree. */
export const askedByMe = (by: string): boolean => me.value?.person.id === by
