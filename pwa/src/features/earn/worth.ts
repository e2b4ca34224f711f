import type { Reward } from '../../data/types'

const HOUR = 60
const DAY = 24 * HOUR
const DEFAULT_STEP = 15

/** Minutes that are paid together. */
export const stepOf = (reward: Reward): number => reward.minute_step ?? DEFAULT_STEP

/** The fewest minutes that pay one minor unit, in whole steps. */
export function leastMinutes(reward: Reward): number {
  const step = stepOf(reward)
  return Math.ceil(Math.ceil(HOUR / reward.amount) / step) * step
}

/** The most minutes that pay, in whole steps. */
export function mostMinutes(reward: Reward): number {
  const most = reward.max_minutes ?? DAY
  return most - (most % stepOf(reward))
}

/** Minor units for `minutes` of work, rounded down as the server does; `null` minutes for a fixed reward. */
export function worth(reward: Reward, minutes: number | null): number {
  if (reward.kind === 'fixed') return reward.amount
  const counted = Math.min(minutes ?? 0, reward.max_minutes ?? DAY)
  return Math.floor((reward.amount * (counted - (counted % stepOf(reward)))) / HOUR)
}

/** A first guess for the picker: an hour, or as near as the task allows. */
export function firstGuess(reward: Reward): number {
  const hour = HOUR - (HOUR % stepOf(reward))
  return Math.max(leastMinutes(reward), Math.min(mostMinutes(reward), hour))
}
