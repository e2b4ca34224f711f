import { describe, expect, it } from 'vitest'
import { addKey, type PadKey, padValue } from '../../src/ui/amount-keys'

const MAX = 2_147_483_647
const type = (keys: string, decimals: number, max = MAX): string =>
  [...keys].reduce((typed, key) => addKey(typed, (key === '<' ? 'erase' : key) as PadKey, decimals, max), '')

describe('the amount pad', () => {
  it('types whole coins', () => {
    expect(type('142', 0)).toBe('142')
    expect(padValue('142', 0)).toBe(142)
  })

  it('has no decimals where the currency has none', () => {
    expect(type('1.5', 0)).toBe('15')
  })

  it('stops at the decimals of the currency', () => {
    expect(type('6.505', 2)).toBe('6.50')
    expect(padValue('6.5', 2)).toBe(650)
    expect(padValue('6.', 2)).toBe(600)
    expect(type('.5', 1)).toBe('0.5')
    expect(type('1..5', 1)).toBe('1.5')
  })

  it('keeps no leading zero', () => {
    expect(type('007', 0)).toBe('7')
  })

  it('erases the last key, and both of "0." at once', () => {
    expect(type('12<', 0)).toBe('1')
    expect(type('<', 0)).toBe('')
    expect(type('.<', 2)).toBe('')
  })

  it('ignores a key that would make it more than allowed', () => {
    expect(type('99', 0, 50)).toBe('9')
    expect(padValue(type('99999999999', 0), 0)).toBeLessThanOrEqual(MAX)
  })
})
