// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { recognise } from '../../../src/core/recognise'
import { addressOf } from '../../../src/features/earn/ScanScreen'
import { equalShares, leftOf } from '../../../src/features/send/shares'

test.each([
  [900, 3, [300, 300, 300]],
  [1000, 3, [334, 333, 333]],
  [2, 3, [2, 0, 0]],
  [0, 2, [0, 0]],
])('%i among %i people', (total, people, shares) => {
  expect(equalShares(total, people)).toEqual(shares)
  expect(leftOf(total, equalShares(total, people))).toBe(0)
})

test('what own amounts leave of a bill, or take too much', () => {
  expect(leftOf(1000, [200, 300])).toBe(500)
  expect(leftOf(1000, [700, 301])).toBe(-1)
})

test('a scanned request leads to its payment', () => {
  expect(addressOf(recognise('https://munt.example/r#eyJh.eyJi.c2ln'))).toBe('/r#eyJh.eyJi.c2ln')
})
