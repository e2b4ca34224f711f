import { expect, test } from 'vitest'
import { givenCode } from '../../../src/features/counter/given-code'
import { typedOf } from '../../../src/features/counter/use-pad'

test('a payment code and the digits for it are taken, however they were given', () => {
  expect(givenCode('WM1:ABC')).toEqual({ code: 'WM1:ABC' })
  expect(givenCode(']Q1WM1:ABC\n')).toEqual({ code: 'WM1:ABC' })
  expect(givenCode('4827 1193')).toEqual({ code: '48271193' })
  expect(givenCode('٤٨٢٧١١٩٣')).toEqual({ code: '48271193' })
})

test('what else people show is named', () => {
  expect(givenCode('https://munt.example/t#eyJhbGciOiJFUzI1NiJ9.e30.x')).toEqual({ not: 'poster' })
  expect(givenCode('K7QM-42XD')).toEqual({ not: 'poster' })
  expect(givenCode('https://munt.example/enrol#abcdefghijklmnopqrstuv')).toEqual({ not: 'invitation' })
  expect(givenCode('8710400280118')).toEqual({ not: 'unknown' })
  expect(givenCode('')).toEqual({ not: 'unknown' })
})

test('an amount goes back on the pad as it would have been keyed in', () => {
  expect(typedOf(600, 2)).toBe('6')
  expect(typedOf(650, 2)).toBe('6.50')
  expect(typedOf(605, 2)).toBe('6.05')
  expect(typedOf(7, 0)).toBe('7')
})
