// @vitest-environment happy-dom
import { beforeAll, describe, expect, test } from 'vitest'
import { amountOf } from '../../../src/features/disputes/HowMuch'
import { aboutSaid, backSaid, statusSaid, untilSaid } from '../../../src/features/disputes/said'
import { setLanguage } from '../../../src/i18n'

const UNIT = { name: 'ooievaar', plural: 'ooievaars', symbol: 'O', decimals: 2 }
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

beforeAll(() => setLanguage('nl'))

describe('how much is meant', () => {
  const typed = (text: string): number | null => amountOf({ part: 'part', typed: text }, 800, UNIT)

  test('all, nothing, or what was typed up to the most', () => {
    expect(amountOf({ part: 'all', typed: '' }, 800, UNIT)).toBe(800)
    expect(amountOf({ part: 'nothing', typed: '3' }, 800, UNIT)).toBe(0)
    expect(typed('2,5')).toBe(250)
    expect(typed('8')).toBe(800)
  })

  test.each(['', '0', '8,01', '-1', '1,234', 'twee'])('"%s" is no amount of 8 at most', (text) => {
    expect(typed(text)).toBeNull()
  })
})

describe('what is said of a complaint', () => {
  test('whose turn it is, and how it ended', () => {
    expect(statusSaid({ status: 'open', outcome: null })).toBe('Wacht op de winkel')
    expect(statusSaid({ status: 'closed', outcome: 'decided' })).toBe('Besloten')
    expect(untilSaid({ due_at: null })).toBe('')
    expect(plain(untilSaid({ due_at: '2026-11-30T10:00:00Z' }))).toBe('tot en met 30 november 2026')
  })

  test('a part of a payment names both amounts, a whole one only itself', () => {
    const payment = { amount: 800, at: '2026-11-23T10:00:00Z' }
    expect(plain(aboutSaid(300, payment, UNIT))).toBe(
      '3 ooievaars van een betaling van 8 ooievaars op 23 november 2026',
    )
    expect(plain(aboutSaid(800, payment, UNIT))).toBe('Een betaling van 8 ooievaars op 23 november 2026')
    expect(plain(backSaid(0, UNIT))).toBe('Niets terug')
  })
})
