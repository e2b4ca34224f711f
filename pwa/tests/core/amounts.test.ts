import { expect, test } from 'vitest'
import { decimalSign, formatAmount, formatSigned, MAX_AMOUNT, parseAmount } from '../../src/core/amounts'
import { readVectors } from '../vectors'

interface Cases {
  parsed: { typed: string; decimals: number; amount: number }[]
  refused: { typed: string; decimals: number; reason: string }[]
  shown: { amount: number; decimals: number; language: string; text: string }[]
}

const CASES = readVectors<Cases>('amounts')

test.each(CASES.parsed)('$typed with $decimals decimals is $amount', ({ typed, decimals, amount }) => {
  expect(parseAmount(typed, decimals)).toEqual({ ok: true, amount })
})

test.each(CASES.refused)('$typed with $decimals decimals is $reason', ({ typed, decimals, reason }) => {
  expect(parseAmount(typed, decimals)).toEqual({ ok: false, reason })
})

test.each(CASES.shown)('$amount is shown in $language as $text', ({ amount, decimals, language, text }) => {
  expect(formatAmount(amount, { decimals, language })).toBe(text)
})

test('what is shown without grouping reads back, in every language and with all decimals', () => {
  for (const language of ['nl', 'en', 'tr', 'ar']) {
    for (let decimals = 0; decimals <= 3; decimals++) {
      for (const amount of [1, 9, 10, 99, 100, 999, 1000, 1001, MAX_AMOUNT]) {
        const shown = formatAmount(amount, { decimals, language })
        const decimal = decimalSign(language)
        const typed = [...shown].filter((sign) => /[0-9]/.test(sign) || sign === decimal).join('')
        expect(parseAmount(typed, decimals)).toEqual({ ok: true, amount })
      }
    }
  }
})

test('a signed amount shows which way the coins went', () => {
  const bare = (text: string) => text.replace(/\u200e/g, '')
  for (const language of ['nl', 'en', 'tr', 'ar']) {
    expect(bare(formatSigned(25, { decimals: 0, language }))).toBe('+25')
    expect(bare(formatSigned(-6, { decimals: 0, language }))).toBe('\u22126')
  }
  expect(formatSigned(-5, { decimals: 2, language: 'nl' })).toBe('\u22120,05')
  expect(formatAmount(-125050, { decimals: 2, language: 'en' })).toBe('\u22121,250.50')
})

test('a currency has at most three decimals', () => {
  expect(() => formatAmount(1, { decimals: 4, language: 'nl' })).toThrow(RangeError)
})
