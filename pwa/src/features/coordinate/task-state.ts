import type { Reward, Task } from '../../data/types'
import { t } from '../../i18n'
import { formatCoins, type Unit } from '../../ui/money'

export type TaskState = 'open' | 'soon' | 'empty' | 'over' | 'withdrawn'

/** Whether a task can be done now; `now` is Unix milliseconds. */
export function stateOf({ status, starts_at, ends_at, budget_empty }: Task, now = Date.now()): TaskState {
  if (status === 'withdrawn') return 'withdrawn'
  if (ends_at && Date.parse(ends_at) <= now) return 'over'
  if (budget_empty) return 'empty'
  return starts_at && Date.parse(starts_at) > now ? 'soon' : 'open'
}

/** "25 ooievaars" or "25 ooievaars per uur". */
export function rewardSaid({ kind, amount }: Reward, unit: Unit): string {
  const coins = formatCoins(amount, unit)
  return kind === 'fixed' ? coins : t('coordinate.perHour', { amount: coins })
}
