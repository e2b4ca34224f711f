import type { Unit } from '../../ui/money'

export type EuroRate = { coins: number; euro_cents: number }

/** Minor units of coin in euro cents, rounded down. */
export const worthCents = (amount: number, rate: EuroRate, unit: Pick<Unit, 'decimals'>): number =>
  Math.floor((amount * rate.euro_cents) / rate.coins / 10 ** unit.decimals)
