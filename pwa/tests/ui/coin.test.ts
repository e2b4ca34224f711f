import { describe, expect, it } from 'vitest'
import { coinSvg, MOTIFS, motifOf } from '../../src/ui/coin-drawing'

const NAMES = ['Kanaleneiland', 'Afrikaanderwijk', 'Rabot', 'Brixton', 'Ithaca', 'Overvecht', 'Malburgen']

describe('the coin of a community', () => {
  it('is always the same for the same name, however it is written in Unicode', () => {
    expect(coinSvg('Café')).toBe(coinSvg('Cafe\u0301'))
    expect(coinSvg('Kanaleneiland')).toBe(coinSvg('Kanaleneiland'))
  })

  it('stays what it is: people know it from posters that hang for years', () => {
    expect(NAMES.map(motifOf)).toMatchInlineSnapshot(`
      [
        "bridge",
        "tower",
        "gables",
        "boat",
        "sun",
        "sun",
        "bridge",
      ]
    `)
  })

  it('differs between names and uses every drawing', () => {
    const many = Array.from({ length: 400 }, (_, index) => `Wijk ${index}`)
    expect(new Set(many.map(motifOf)).size).toBe(Object.keys(MOTIFS).length)
    expect(new Set(many.map((name) => coinSvg(name))).size).toBeGreaterThan(100)
  })

  it('puts nothing of the name into the drawing', () => {
    expect(coinSvg('<script>"')).not.toContain('<script')
  })
})
