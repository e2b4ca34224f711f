import { expect, test } from 'vitest'
import { givenCode } from '../../../src/features/counter/given-code'

test('a card is a card however it was given, and a damaged one is no code', () => {
  for (const given of ['WC1:K7QM42XD9PRT', 'k7qm-42xd-9prt', ']Q1WC1:K7QM42XD9PRT\r'])
    expect(givenCode(given)).toEqual({ card: 'K7QM42XD9PRT' })
  expect(givenCode('WC1:K7QM42')).toEqual({ not: 'unknown' })
  expect(givenCode('48271193')).toEqual({ code: '48271193' })
})
