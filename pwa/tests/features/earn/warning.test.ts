import { expect, test } from 'vitest'
import type { CodeReading, Task } from '../../../src/data/types'
import { warningOf } from '../../../src/features/earn/warning'

const UNIT = { decimals: 2 }
const hourly: Task['reward'] = { kind: 'per_hour', amount: 5_000, max_minutes: 120, minute_step: null }
const fixed: Task['reward'] = { kind: 'fixed', amount: 2_500, max_minutes: null, minute_step: null }

/** Ten coins of two decimals are one euro; EUR 200 earned this month, EUR 2,095 this year. */
function reading(reward: Task['reward'], act_minutes: number | null = null) {
  return {
    task: { reward, act_minutes } as Task,
    meter: {
      month_cents: 20_000,
      year_cents: 209_500,
      euro_rate: { coins: 10, euro_cents: 100 },
      tax: {
        hour_cents: 560,
        hour_under_21_cents: 330,
        month_cents: 21_000,
        year_cents: 210_000,
        source: '',
      },
    },
  } as Pick<CodeReading, 'task' | 'meter'>
}

test('a claim that stays within the figures is not warned about', () => {
  expect(warningOf(reading(fixed), 2_500, UNIT, false)).toEqual({ worth: 250, passes: [], hour: null })
})

test('a claim that reaches a figure passes it only by a cent more', () => {
  expect(warningOf(reading(fixed), 5_000, UNIT, false).passes).toEqual([])
  expect(warningOf(reading(fixed), 5_001, UNIT, false)).toMatchObject({ worth: 501, passes: ['year'] })
  expect(warningOf(reading(fixed), 10_010, UNIT, false).passes).toEqual(['month', 'year'])
})

test('an hour that is worth more is named, with the figure for under 21 where that is said', () => {
  expect(warningOf(reading(hourly), 5_000, UNIT, false).hour).toBeNull()
  expect(warningOf(reading(hourly), 5_000, UNIT, true).hour).toBe(500)
  expect(warningOf(reading(fixed, 15), 2_500, UNIT, false).hour).toBe(1_000)
  expect(warningOf(reading(fixed), 2_500, UNIT, false).hour).toBeNull()
})
