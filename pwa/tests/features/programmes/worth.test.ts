import { expect, test } from 'vitest'
import { worthCents } from '../../../src/features/programmes/worth'

test('coins are worth whole cents, never more than their part', () => {
  const rate = { coins: 10, euro_cents: 100 }
  expect(worthCents(2_500, rate, { decimals: 2 })).toBe(250)
  expect(worthCents(19, rate, { decimals: 2 })).toBe(1)
  expect(worthCents(7, { coins: 1, euro_cents: 1_000 }, { decimals: 3 })).toBe(7)
  expect(worthCents(3, { coins: 3, euro_cents: 100 }, { decimals: 0 })).toBe(100)
})
