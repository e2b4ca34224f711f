import { expect, test } from 'vitest'
import { labelsIn } from '../../../src/features/mandates/labels'
import { stretchOf } from '../../../src/features/mandates/stretch'

test('what comes monthly is looked at by month, what comes yearly by year', () => {
  expect(stretchOf('month', '2028-02-11')).toEqual({
    key: '2028-02',
    first: '2028-02-01',
    last: '2028-02-29',
    before: '2028-01',
    after: '2028-03',
  })
  expect(stretchOf('month', '2026-12')).toMatchObject({ after: '2027-01', last: '2026-12-31' })
  expect(stretchOf('year', '2026-11-23')).toEqual({
    key: '2026',
    first: '2026-01-01',
    last: '2026-12-31',
    before: '2025',
    after: '2027',
  })
})

test('plots are typed as numbers, ranges and names, each once', () => {
  expect(labelsIn('1-3, 2; 7a')).toEqual(['1', '2', '3', '7a'])
  expect(labelsIn(' ,')).toEqual([])
  expect(labelsIn('1-9999')).toHaveLength(200)
})
