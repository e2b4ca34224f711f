import { expect, test } from 'vitest'
import { sheetsOf } from '../../../src/features/cards/print/sheets'

test('eight cards stand on one sheet, and none is printed twice', () => {
  const cards = Array.from({ length: 17 }, (_, number) => number)
  expect(sheetsOf(cards).map((sheet) => sheet.length)).toEqual([8, 8, 1])
  expect(sheetsOf(cards).flat()).toEqual(cards)
  expect(sheetsOf([])).toEqual([])
})
