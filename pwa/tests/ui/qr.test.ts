import { describe, expect, it } from 'vitest'
import { drawQr } from '../../src/ui/qr'

describe('a QR code', () => {
  it('of a payment code is version 6 at most, 41 squares', () => {
    const code = `WM1:${'A0$%*+-./:'.repeat(13)}`
    expect(drawQr(code, 'M', 'alphanumeric').size).toBe(41)
  })

  it('draws its finder in whole squares', () => {
    expect(drawQr('WM1:A', 'M', 'alphanumeric').path.startsWith('M0 0h7v1h-7z')).toBe(true)
  })

  it('in automatic mode takes any text', () => {
    expect(drawQr('https://wijk.example/t#abc', 'M', 'auto').size).toBeGreaterThan(20)
  })
})
