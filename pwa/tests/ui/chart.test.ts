import { expect, test } from 'vitest'
import { meterState } from '../../src/ui/chart/Meter'
import { everyNth, ticksTo, valueAt } from '../../src/ui/chart/scale'

test('the lines of a chart are round numbers that reach its highest value', () => {
  expect(ticksTo(940)).toEqual([0, 250, 500, 750, 1000])
  expect(ticksTo(5)).toEqual([0, 2, 4, 6])
  expect(ticksTo(22_000_00)).toEqual([0, 1_000_000, 2_000_000, 3_000_000])
  expect(ticksTo(0)).toEqual([0, 1])
  for (const max of [1, 3, 7, 99, 101, 12_345, 2_147_483_647]) {
    const ticks = ticksTo(max)
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max)
    expect(ticks.length).toBeLessThanOrEqual(6)
    expect(ticks.every(Number.isInteger)).toBe(true)
  }
})

test('a plan has a value on every day, and stays what it was outside its days', () => {
  const plan = [
    { day: '2026-01-01', value: 3650 },
    { day: '2027-01-01', value: 0 },
  ]
  expect(valueAt(plan, '2026-01-02')).toBe(3640)
  expect(valueAt(plan, '2025-06-01')).toBe(3650)
  expect(valueAt(plan, '2027-06-01')).toBe(0)
  expect(valueAt([], '2026-01-01')).toBe(0)
})

test('labels that would touch are thinned out', () => {
  expect(everyNth(12, 800, 36)).toBe(1)
  expect(everyNth(12, 300, 36)).toBe(2)
  expect(everyNth(3, 0, 36)).toBe(108)
})

test('a meter is calm, near its limit, or over it', () => {
  expect(meterState(79, 100)).toBe('calm')
  expect(meterState(80, 100)).toBe('near')
  expect(meterState(100, 100)).toBe('over')
  expect(meterState(0, 0)).toBe('over')
})
