import type { Dispute } from '../../data/api-types'
import { hats } from '../../data/session'
import { type MessageKey, t } from '../../i18n'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

/** The coin of a neighbourhood in which the person takes part; a visitor's own coin is the same. */
export const unitIn = (communityId: string): Unit | undefined =>
  (hats.value.find(({ community }) => community.id === communityId) ?? hats.value[0])?.community.currency

/** Whose turn it is, or how it ended. */
export const statusSaid = ({ status, outcome }: Pick<Dispute, 'status' | 'outcome'>): string =>
  t(`disputes.status.${outcome ?? status}` as MessageKey)

/** "tot en met 30 november", where whoever's turn it is has so long. */
export const untilSaid = ({ due_at }: Pick<Dispute, 'due_at'>): string =>
  due_at ? t('disputes.until', { day: dateSaid(due_at) }) : ''

/** What it is about: a payment on a day, or a part of one. */
export function aboutSaid(amount: number, payment: { amount: number; at: string }, unit: Unit): string {
  const values = {
    amount: formatCoins(amount, unit),
    total: formatCoins(payment.amount, unit),
    day: dateSaid(payment.at),
  }
  return t(amount === payment.amount ? 'disputes.aboutAll' : 'disputes.about', values)
}

/** What came of it: so much back, or nothing. */
export const backSaid = (amount: number, unit: Unit): string =>
  amount > 0 ? t('disputes.back', { amount: formatCoins(amount, unit) }) : t('disputes.nothingBack')
