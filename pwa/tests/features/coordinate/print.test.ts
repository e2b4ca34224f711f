import { expect, test } from 'vitest'
import { pictureOf } from '../../../src/features/coordinate/print/load'
import { lengthOf } from '../../../src/features/coordinate/print/Poster'
import { printPath } from '../../../src/features/coordinate/print/print-path'
import { CARDS, sheetsOf } from '../../../src/features/coordinate/print/sheets'

test('the address names the codes, their tasks and the layout', () => {
  const codes = [
    { id: 'K7QM42XD', taskId: 'a' },
    { id: '5JKG3TY2', taskId: 'b' },
  ]
  expect(printPath(codes, 'sheet')).toBe('/print?codes=K7QM42XD,5JKG3TY2&tasks=a,b&layout=sheet')
})

test('the white margin of a drawing is known, so that the code itself can be measured', () => {
  const { picture, margin } = pictureOf('<svg viewBox="0 0 77 77"><path d="M4,4"/></svg>')
  expect(margin).toBeCloseTo(77 / 69)
  expect(decodeURIComponent(picture)).toBe(
    'data:image/svg+xml,<svg viewBox="0 0 77 77"><path d="M4,4"/></svg>',
  )
})

test('one code fills a sheet, several share sheets in their order', () => {
  expect(sheetsOf([])).toEqual([])
  expect(sheetsOf(['a'])).toEqual([Array(CARDS).fill('a')])
  expect(sheetsOf([1, 2, 3, 4, 5, 6, 7])).toEqual([[1, 2, 3, 4, 5, 6], [7]])
})

test('the longest title that a task may have is set smallest', () => {
  expect(lengthOf('Portiek schoonmaken')).toBe('short')
  expect(lengthOf('Samen de speeltuin opruimen op zondag')).toBe('middle')
  expect(lengthOf('x'.repeat(80))).toBe('long')
})
