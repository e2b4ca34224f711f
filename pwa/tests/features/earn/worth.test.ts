import { expect, test } from 'vitest'
import type { Reward } from '../../../src/data/types'
import { firstGuess, leastMinutes, mostMinutes, worth } from '../../../src/features/earn/worth'

const hourly = (amount: number, more: Partial<Reward> = {}): Reward => ({
  kind: 'per_hour',
  amount,
  max_minutes: null,
  ...more,
})

test('a fixed reward is its amount', () => {
  expect(worth({ kind: 'fixed', amount: 2500, max_minutes: null }, null)).toBe(2500)
})

test('an hourly reward pays whole quarters, rounded down, up to its maximum', () => {
  expect(worth(hourly(2500), 60)).toBe(2500)
  expect(worth(hourly(2500), 74)).toBe(2500)
  expect(worth(hourly(2500), 75)).toBe(3125)
  expect(worth(hourly(2500, { max_minutes: 90 }), 600)).toBe(3750)
  expect(worth(hourly(2500, { minute_step: 30 }), 59)).toBe(1250)
})

test('the picker starts at an hour, or as near as the task allows', () => {
  expect(firstGuess(hourly(2500))).toBe(60)
  expect(firstGuess(hourly(2500, { max_minutes: 45 }))).toBe(45)
  expect(firstGuess(hourly(2500, { minute_step: 20 }))).toBe(60)
})

test('the picker offers nothing that pays nothing, and no half step', () => {
  expect(leastMinutes(hourly(2500))).toBe(15)
  expect(leastMinutes(hourly(1))).toBe(60)
  expect(mostMinutes(hourly(2500, { max_minutes: 100 }))).toBe(90)
})
