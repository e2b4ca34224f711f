import { expect, test } from 'vitest'
import { daysOf, isPeriod, queryOf, todayHere } from '../../../src/features/books/period'
import { sizeSaid } from '../../../src/features/books/saving'

const open = { from: '', until: '' }

test('usual periods are whole months and years, also across the turn of the year', () => {
  expect(daysOf('month', '2026-01-31', open)).toEqual({ from: '2026-01-01', until: '' })
  expect(daysOf('lastMonth', '2026-01-31', open)).toEqual({ from: '2025-12-01', until: '2025-12-31' })
  expect(daysOf('lastMonth', '2024-03-31', open)).toEqual({ from: '2024-02-01', until: '2024-02-29' })
  expect(daysOf('year', '2026-11-23', open)).toEqual({ from: '2026-01-01', until: '' })
  expect(daysOf('lastYear', '2026-11-23', open)).toEqual({ from: '2025-01-01', until: '2025-12-31' })
  expect(daysOf('all', '2026-11-23', open)).toEqual(open)
})

test('days of one’s own are asked as they are, and not when they are turned', () => {
  const days = { from: '2026-02-01', until: '2026-01-31' }
  expect(daysOf('days', '2026-11-23', days)).toEqual(days)
  expect(isPeriod(days)).toBe(false)
  expect(isPeriod({ from: '2026-02-01', until: '' })).toBe(true)
  expect(queryOf({ from: '2026-02-01', until: '' })).toBe('from=2026-02-01')
  expect(queryOf(open)).toBe('')
  expect(todayHere(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05')
})

test('sizes are said shortly, with the digits of the app', () => {
  expect(sizeSaid(312, 'nl')).toMatch(/^1 kB$/)
  expect(sizeSaid(4_230_000, 'nl')).toMatch(/^4,2 MB$/)
  expect(sizeSaid(4_230_000, 'ar')).toMatch(/4\.2/)
})
