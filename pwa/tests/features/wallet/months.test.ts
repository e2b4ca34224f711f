import { expect, test } from 'vitest'
import { byMonth } from '../../../src/features/wallet/months'

test('lines are cut where the month changes, in the language of the reader, with the digits 0-9', () => {
  const lines = ['2026-11-20', '2026-11-02', '2026-10-30', '2025-10-30'].map((day) => ({
    at: `${day}T12:00:00Z`,
  }))
  expect(byMonth(lines, 'nl').map(({ month, lines: own }) => [month, own.length])).toEqual([
    ['november 2026', 2],
    ['oktober 2026', 1],
    ['oktober 2025', 1],
  ])
  expect(byMonth(lines, 'ar')[0]?.month).toContain('2026')
})
