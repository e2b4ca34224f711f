import { expect, test } from 'vitest'
import type { Setting } from '../../../src/data/types'
import { settingOf } from '../../../src/features/issue/RuleSheet'
import { holding } from '../../../src/features/issue/setting-words'

const row = (value: number, valid_from: string, created_at: string): Setting => ({
  key: 'default_limit',
  value,
  valid_from,
  created_at,
  set_by_name: 'Anneke',
  why: 'besluit',
  state: 'holds',
})

test('the latest day counts that has come, and of one day the value written last', () => {
  const rows = [
    row(1, '2026-01-01', '2026-01-01T09:00:00Z'),
    row(3, '2026-11-01', '2026-10-02T09:00:00Z'),
    row(2, '2026-11-01', '2026-10-01T09:00:00Z'),
    row(4, '2027-01-01', '2026-11-01T09:00:00Z'),
  ]
  expect(holding(rows, 'default_limit', '2026-11-23')?.value).toBe(3)
  expect(holding(rows, 'default_limit', '2026-05-01')?.value).toBe(1)
  expect(holding(rows, 'default_limit', '2027-01-01')?.value).toBe(4)
  expect(holding(rows, 'max_payment', '2027-01-01')).toBeUndefined()
})

test('what is typed becomes the value that the server keeps, or nothing', () => {
  const unit = { decimals: 2 }
  const typed = (first: string, second = '') => ({ first, second })
  expect(settingOf('default_limit', typed('25'), unit)).toBe(2500)
  expect(settingOf('max_payment', typed('0'), unit)).toBeNull()
  expect(settingOf('refund_days', typed('30'), unit)).toBe(30)
  expect(settingOf('refund_days', typed('367'), unit)).toBeNull()
  expect(settingOf('euro_rate', typed('10', '1,00'), unit)).toEqual({ coins: 10, euro_cents: 100 })
  expect(settingOf('euro_rate', typed('1,5', '1,00'), unit)).toBeNull()
  expect(settingOf('joining', typed('invite'), unit)).toBe('invite')
})
