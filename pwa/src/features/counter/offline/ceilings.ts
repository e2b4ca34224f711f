import type { Certificate } from '../../../core/certificate'
import type { OfflineRules } from '../../../data/api-types'

/** A code that this shop accepted without a network: by shop, key and counter it is accepted once. */
export type Accepted = {
  shop: string
  /** The payer's key id, 16 hexadecimal digits, and the code's counter. */
  key: string
  counter: number
  /** Minor units. */
  amount: number
  /** The calendar day in the community, YYYY-MM-DD. */
  day: string
  /** Of the certificate. */
  serial: number
  /** The payment's id. */
  payment: string
}

/**
 * The first ceiling that `amount` minor units more would pass, as the errors are named, or null. `today`: what the shop
 * accepted that day; `ofPayer`: what it accepted of this key on any day.
 */
export function ceilingPassed(
  rules: OfflineRules,
  { allowance, serial }: Pick<Certificate, 'allowance' | 'serial'>,
  key: string,
  amount: number,
  today: Accepted[],
  ofPayer: Accepted[],
): string | null {
  const sum = (accepted: Accepted[]): number => accepted.reduce((so, one) => so + one.amount, amount)
  const over = (value: number, most: number | null | undefined): boolean => value > (most ?? value)
  if (over(amount, rules.per_payment)) return 'over_per_payment'
  if (over(sum(ofPayer.filter((one) => one.serial === serial)), allowance)) return 'over_allowance'
  if (over(sum(today.filter((one) => one.key === key)), rules.payer_day)) return 'over_payer_day'
  return over(sum(today), rules.shop_day) ? 'over_shop_day' : null
}
