import { describe, expect, it } from 'vitest'
import { browserFamily } from '../../src/ui/browser-family'
import { dimmed, type Pixels, scaled, smoothed } from '../../src/ui/scanner/pixels'

/** A picture from rows of grey values. */
function picture(rows: number[][]): Pixels {
  const data = new Uint8ClampedArray(rows.flat().flatMap((grey) => [grey, grey, grey, 255]))
  return { data, width: rows[0]?.length ?? 0, height: rows.length }
}

const greys = ({ data, width }: Pixels): number[][] => {
  const flat = [...data].filter((_, index) => index % 4 === 0)
  return Array.from({ length: flat.length / width }, (_, y) => flat.slice(y * width, (y + 1) * width))
}

describe('ways of looking at a picture', () => {
  it('a single grain of noise spreads out over its nine neighbours', () => {
    const noisy = [0, 1, 2, 3, 4].map((y) => [0, 1, 2, 3, 4].map((x) => (x === 2 && y === 2 ? 190 : 100)))
    const smooth = greys(smoothed(picture(noisy)))
    expect(smooth[2]?.[2]).toBe(110)
    expect(smooth[1]?.[1]).toBe(110)
    expect([smooth[0]?.[0], smooth[4]?.[2]]).toEqual([100, 100])
  })

  it('an even picture stays as it is, up to its edges', () => {
    const even = Array.from({ length: 6 }, () => [77, 77, 77, 77, 77])
    expect(greys(smoothed(picture(even)))).toEqual(even)
    expect(greys(scaled(picture(even), 1.5))).toEqual(Array.from({ length: 9 }, () => Array(8).fill(77)))
  })

  it('half the size mixes what lies together', () => {
    const board = [
      [0, 200, 0, 200],
      [200, 0, 200, 0],
      [50, 50, 90, 90],
      [50, 50, 90, 90],
    ]
    const { width, height } = scaled(picture(board), 0.5)
    expect([width, height]).toEqual([2, 2])
    expect(greys(scaled(picture(board), 0.5))).toEqual([
      [100, 100],
      [50, 90],
    ])
  })

  it('pulls apart what is nearly white', () => {
    const [row] = greys(dimmed(picture([[0, 220, 250, 255]])))
    expect(row?.[0]).toBe(0)
    expect(row?.[3]).toBe(255)
    expect((row?.[2] ?? 0) - (row?.[1] ?? 0)).toBeGreaterThan(50)
  })
})

describe('the browser that explains where its permissions are', () => {
  const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
  it.each([
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} CriOS/130 Mobile Safari/604.1`,
      'safari',
    ],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.0 Safari/605.1.15`, 'safari'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'firefox'],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36',
      'chrome',
    ],
    ['Something else/1.0', 'other'],
  ])('%s', (agent, family) => {
    expect(browserFamily(agent)).toBe(family)
  })
})
