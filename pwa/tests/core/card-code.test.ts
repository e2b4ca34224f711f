import { expect, test } from 'vitest'
import { cardText, readCardNumber, showCardNumber } from '../../src/core/card-code'
import { readVectors, refusalOf } from '../vectors'

interface CardNumbers {
  read: { given: string; number: string }[]
  refused: { given: string; error: string }[]
  shown: { number: string; text: string; qr: string }[]
}

const CARDS = readVectors<CardNumbers>('card_numbers')

test.each(CARDS.read)('$given is the card $number', ({ given, number }) => {
  expect(readCardNumber(given)).toBe(number)
})

test.each(CARDS.refused)('$given is $error', async ({ given, error }) => {
  expect(await refusalOf(() => readCardNumber(given))).toBe(error)
})

test.each(CARDS.shown)('$number is shown as $text', ({ number, text, qr }) => {
  expect(showCardNumber(number)).toBe(text)
  expect(cardText(number)).toBe(qr)
})
