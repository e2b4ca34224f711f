import { hats } from '../../data/session'
import type { Mandate, Plan } from '../../data/types'
import { language, t } from '../../i18n'
import { formatEuro } from '../../ui/euro'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

/** The coin of a neighbourhood in which the person takes part. */
export const unitIn = (communityId: string): Unit | undefined =>
  hats.value.find(({ community }) => community.id === communityId)?.community.currency

/** "5 munten en € 12,00", or only the coins. */
export function priceSaid(amount: number, cents: number, unit: Unit): string {
  const coins = formatCoins(amount, unit)
  return cents > 0 ? t('mandates.price', { coins, euro: formatEuro(cents) }) : coins
}

/** "elke maand". */
export const everySaid = ({ period }: Pick<Plan, 'period'>): string => t('mandates.every', { period })

/** Who receives it, or gives it: an organisation, or the neighbourhood itself. */
export const ownerSaid = ({ organisation }: Pick<Plan, 'organisation'>): string =>
  organisation?.name ?? t('mandates.fundOwner')

/** How a mandate stands, in one line. */
export function standingSaid(mandate: Mandate): string {
  if (mandate.ended_at) return t('mandates.endedOn', { day: dateSaid(mandate.ended_at) })
  const day = dateSaid(mandate.next_on ?? mandate.due_on)
  return t(mandate.tries > 0 ? 'mandates.againOn' : 'mandates.nextOn', { day })
}

/** "23 nov 2026", where many days stand below each other. */
export const shortDay = (day: string): string =>
  new Intl.DateTimeFormat(`${language.value}-u-nu-latn`, { dateStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(day))
    .replaceAll(' ', '\u00a0')

/** Today as the browser's calendar has it, YYYY-MM-DD. */
export function today(): string {
  const now = new Date()
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
