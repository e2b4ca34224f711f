import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PAID_COLOURS } from '../../src/ui/paid-colours'

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8')

/** The colours of one scheme by token name. */
function tokens(scheme: 'light' | 'dark'): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', one = '', other] of css.matchAll(
    /--([\w-]+): (?:light-dark\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\))?;/g,
  ))
    found[name] = scheme === 'dark' ? (other ?? one) : one
  return found
}

/** Contrast by WCAG 2.2, 1.4.3: from 1 (same) to 21 (black on white). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const GROUNDS = ['paper', 'card', 'tint', 'warn-tint']
const TEXT: [text: string, grounds: string[]][] = [
  ['ink', [...GROUNDS, 'raised', 'success-tint', 'danger-tint', 'kept']],
  ['kept-edge', ['kept']],
  ['soft', ['paper', 'card', 'tint']],
  ['canal', ['paper', 'card', 'tint']],
  ['success', ['paper', 'card', 'success-tint']],
  ['danger', ['paper', 'card', 'danger-tint']],
  ['on-canal', ['canal', 'canal-press']],
  ['on-deep', ['deep', 'deep-raised']],
  ['deep-soft', ['deep']],
  ['on-coin', ['coin']],
  ['on-success', ['success']],
  ['on-danger', ['danger']],
]
const CONTROLS: [control: string, grounds: string[]][] = [
  ['edge', ['paper', 'card']],
  ['canal', ['paper', 'card']],
  ['focus', ['paper', 'card', 'tint']],
  ['danger', ['danger-tint', 'paper']],
  ...['one', 'two', 'three', 'four', 'rest'].map((tone): [string, string[]] => [
    `chart-${tone}`,
    ['paper', 'card'],
  ]),
]

describe.each(['light', 'dark'] as const)('colours in %s', (scheme) => {
  const colour = tokens(scheme)
  const pairs = (list: [string, string[]][]) =>
    list.flatMap(([front, grounds]) => grounds.map((ground) => [front, ground] as const))

  it.each(pairs(TEXT))('let %s be read on %s', (front, ground) => {
    expect(contrast(colour[front] ?? '', colour[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(CONTROLS))('let the control %s be seen on %s', (front, ground) => {
    expect(contrast(colour[front] ?? '', colour[ground] ?? '')).toBeGreaterThanOrEqual(3)
  })
})

describe('the paid screen', () => {
  it('has twelve different grounds, each with readable text', () => {
    expect(new Set(PAID_COLOURS.map(({ ground }) => ground)).size).toBe(12)
    for (const { ground, text } of PAID_COLOURS)
      expect(contrast(ground, text), ground).toBeGreaterThanOrEqual(4.5)
  })
})
