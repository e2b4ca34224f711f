import { expect, test } from 'vitest'
import { plainAmount } from '../../src/core/plain-amount'
import { type Column, matching, nextSort, sorted } from '../../src/ui/desk/columns'
import { csvText } from '../../src/ui/desk/csv'

type Item = { name: string; left: number }
const items: Item[] = [
  { name: 'Übung', left: 900 },
  { name: 'aanleg 10', left: 12 },
  { name: 'Aanleg 9', left: 100 },
]
const columns: Column<Item>[] = [
  { key: 'name', label: 'Naam', value: ({ name }) => name },
  { key: 'left', label: 'Over', value: ({ left }) => left },
]
const names = (sort: string | null): string[] => sorted(items, columns, sort, 'nl').map(({ name }) => name)

test('a list sorts by any column, both ways, as people of the language would', () => {
  expect(names('name')).toEqual(['Aanleg 9', 'aanleg 10', 'Übung'])
  expect(names('-left')).toEqual(['Übung', 'Aanleg 9', 'aanleg 10'])
  expect(names(null)).toEqual(items.map(({ name }) => name))
  expect(names('nothing')).toEqual(items.map(({ name }) => name))
})

test('a heading sorts up, then down, then not', () => {
  expect(nextSort('name', null)).toBe('name')
  expect(nextSort('name', 'name')).toBe('-name')
  expect(nextSort('name', '-name')).toBeNull()
  expect(nextSort('name', '-left')).toBe('name')
})

test('searching minds neither case nor accents, and wants every word', () => {
  const found = (typed: string): string[] =>
    matching(items, typed, ({ name }) => name).map(({ name }) => name)
  expect(found('ubung')).toEqual(['Übung'])
  expect(found('10 AANLEG')).toEqual(['aanleg 10'])
  expect(found('  ')).toHaveLength(3)
  expect(matching([{ name: 'FIRIN IŞIK' }], 'fırın ışık', ({ name }) => name)).toHaveLength(1)
})

test('a file opens in a spreadsheet as it was meant, and runs nothing', () => {
  const rows = [
    ['Naam', 'Over'],
    ['Groen; "schoon"', '12,50'],
    ['=1+1', '-3'],
  ]
  expect(csvText(rows, ';')).toBe('\ufeffNaam;Over\r\n"Groen; ""schoon""";12,50\r\n\'=1+1;-3\r\n')
  expect(csvText([['a,b', '1.5']], ',')).toBe('\ufeff"a,b",1.5\r\n')
  expect(csvText([['-cmd', '@sum', '+31']], ',')).toContain("'-cmd,'@sum,'+31")
})

test('amounts in files are plain coins', () => {
  expect(plainAmount(1250, 2)).toBe('12.50')
  expect(plainAmount(5, 2)).toBe('0.05')
  expect(plainAmount(-5, 2)).toBe('-0.05')
  expect(plainAmount(12, 0)).toBe('12')
})
