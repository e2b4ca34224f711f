import type { CodeReading, Reward, Task } from '../../data/types'
import type { Unit } from '../../ui/money'

/** Which figures of the tax rules a claim would pass, and what it is worth; euro cents. */
export type Warning = {
  worth: number
  passes: ('month' | 'year')[]
  /** What an hour of this task is worth, when that is more than is free of tax. */
  hour: number | null
}

const HOUR = 60

/** What a claim of `amount` minor units would pass. Nothing is refused: whoever reads it decides. */
export function warningOf(
  { task, meter }: Pick<CodeReading, 'task' | 'meter'>,
  amount: number,
  unit: Pick<Unit, 'decimals'>,
  under21: boolean,
): Warning {
  const { tax, euro_rate } = meter
  const coin = euro_rate.coins * 10 ** unit.decimals
  const cents = (minor: number): number => Math.ceil((minor * euro_rate.euro_cents) / coin)
  const worth = cents(amount)
  const hour = cents(perHour(task))
  const most = under21 ? tax.hour_under_21_cents : tax.hour_cents
  const passes = (['month', 'year'] as const).filter(
    (period) => meter[`${period}_cents`] + worth > (tax[`${period}_cents`] ?? Number.POSITIVE_INFINITY),
  )
  return { worth, passes, hour: hour > (most ?? hour) ? hour : null }
}

/** What an hour of the task earns in minor units; 0 when nobody knows how long it takes. */
function perHour({ reward, act_minutes }: { reward: Reward; act_minutes: Task['act_minutes'] }): number {
  if (reward.kind === 'per_hour') return reward.amount
  return act_minutes ? (reward.amount * HOUR) / act_minutes : 0
}
