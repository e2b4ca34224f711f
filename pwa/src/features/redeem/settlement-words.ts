import type { Settlement } from '../../data/api-types'
import { t } from '../../i18n'
import { dateSaid, whenSaid } from '../../ui/moments'

/** A released settlement is done once the bank has dealt with each of its payouts. */
export const stateOf = ({ status, paid, returned, count }: Settlement): Settlement['status'] | 'done' =>
  status === 'released' && paid + returned === count ? 'done' : status

/** Who gathered it, and when. */
export function byWhom({ gathered_by_name: name, cut_off: day, gathered_at: at }: Settlement): string {
  if (name === null) return t('redeem.settle.byCalendar', { day: dateSaid(day ?? at) })
  return t('redeem.settle.by', { name, when: whenSaid(at) })
}
