import { describe, expect, it } from 'vitest'
import { type Stroke, wedgeReader } from '../../src/ui/scanner/wedge'

const CARD = 'WC1:K7QM42XD9PRT'

/** What each place of the keyboard writes in a layout, for the places that a card's number needs. */
const LAYOUTS: Record<string, Record<string, string>> = {
  french: { Q: 'a', A: 'q', W: 'z', Z: 'w', M: ',', 1: '&', 2: 'é', 4: "'", 7: 'è', 9: 'ç', ':': 'M' },
  turkish: { I: 'ı', ':': 'Ş' },
  arabic: { W: 'ص', C: 'ؤ', K: 'ن', Q: 'ض', M: 'ة', X: 'ء', D: 'ي', P: 'ح', R: 'ق', T: 'ف', ':': ':' },
  german: { Z: 'Y', Y: 'Z', ':': 'Ö' },
}

const codeOf = (character: string): string => {
  if (/[A-Za-z]/.test(character)) return `Key${character.toUpperCase()}`
  return /[0-9]/.test(character) ? `Digit${character}` : 'Semicolon'
}

/** The keys that a scanner sends for `text`, as a page with another layout receives them. */
function strokes(text: string, layout: Record<string, string> = {}): Omit<Stroke, 'at'>[] {
  return [...text].flatMap((character) => {
    const shift = /[A-Z:]/.test(character)
    const key = layout[character] ?? character
    return [...(shift ? [{ key: 'Shift' }] : []), { key, code: codeOf(character), shift }]
  })
}

function scan(keys: Omit<Stroke, 'at'>[], gaps: number | number[], end = 'Enter'): string | null {
  const read = wedgeReader()
  let at = 5_000
  keys.forEach((stroke, index) => {
    at += Array.isArray(gaps) ? (gaps[index % gaps.length] ?? 0) : gaps
    expect(read({ ...stroke, at })).toBeNull()
  })
  return read({ key: end, at: at + (Array.isArray(gaps) ? (gaps[0] ?? 0) : gaps) })?.text ?? null
}

describe('a hand scanner', () => {
  it('is known by its quick keys that end in Enter or Tab', () => {
    expect(scan(strokes('WM1:ABC$%*+-./:123'), 8)).toBe('WM1:ABC$%*+-./:123')
    expect(scan(strokes(CARD), 8, 'Tab')).toBe(CARD)
  })

  it('may be slow when what it typed is a code of ours', () => {
    expect(scan(strokes(CARD), 70)).toBe(CARD)
    expect(scan(strokes('WM1:ABCDEF'), [12, 20, 70, 15])).toBe('WM1:ABCDEF')
    expect(scan(strokes('48271193'), 120)).toBe('48271193')
  })

  it('is no person who types words, amounts or too slowly', () => {
    expect(scan(strokes('goedemorgen'), 120)).toBeNull()
    expect(scan(strokes('1250'), 90)).toBeNull()
    expect(scan(strokes('12'), 8)).toBeNull()
    expect(scan(strokes(CARD), 200)).toBeNull()
  })

  it.each(Object.entries(LAYOUTS))('is read where the keyboard is %s', (_, layout) => {
    for (const gap of [8, 70]) expect(scan(strokes(CARD, layout), gap)).toBe(CARD)
  })

  it('is read where a key writes two letters or only prepares an accent', () => {
    const arabic = strokes('WC1:B7QM42XD9PRT', { B: 'لا' })
    expect(scan(arabic, 8)).toBe('WC1:B7QM42XD9PRT')
    expect(scan(strokes('WC1:K7QM42XD9PRT', { 9: 'Dead' }), 8)).toBe(CARD)
  })

  it('begins anew after a pause, and says when it began', () => {
    const read = wedgeReader()
    read({ key: 'x', at: 0 })
    'WM1:AB'.split('').forEach((key, index) => {
      read({ key, at: 500 + index * 10 })
    })
    expect(read({ key: 'Enter', at: 560 })).toEqual({ text: 'WM1:AB', since: 500 })
    expect(read({ key: 'Enter', at: 565 })).toBeNull()
  })
})
