import { describe, expect, it } from 'vitest'
import { makeReading } from '../../src/ui/scanner/reading'
import { wedgeReader } from '../../src/ui/scanner/wedge'

describe('a hand scanner', () => {
  const burst = (text: string, gap: number): string | null => {
    const read = wedgeReader()
    let at = 1000
    for (const key of text) {
      at += gap
      read(key, at)
    }
    return read('Enter', at + gap)
  }

  it('is known by its fast keys that end in Enter', () => {
    expect(burst('WM1:ABC$%*+-./:123', 8)).toBe('WM1:ABC$%*+-./:123')
  })

  it('is no person, and no two stray keys', () => {
    expect(burst('K7QM42XD', 140)).toBeNull()
    expect(burst('12', 8)).toBeNull()
  })

  it('begins anew after a pause, and passes over Shift', () => {
    const read = wedgeReader()
    read('x', 0)
    for (const [index, key] of ['Shift', 'W', 'M', '1', ':', 'A', 'B'].entries()) read(key, 500 + index * 10)
    expect(read('Enter', 575)).toBe('WM1:AB')
  })
})

describe('what the camera reads', () => {
  it('is handed on once while it stays in view, and again when it comes back', () => {
    const handed: string[] = []
    const reading = makeReading(
      (text) => handed.push(text),
      () => false,
    )
    const later = async (at: number) => {
      await Promise.resolve()
      await Promise.resolve()
      return reading.offer('A', at)
    }
    return (async () => {
      expect(reading.offer('A', 0)).toBe(true)
      expect(await later(1000)).toBe(false)
      expect(await later(3500)).toBe(false)
      expect(await later(9000)).toBe(true)
      expect(handed).toEqual(['A', 'A'])
    })()
  })

  it('waits while a code is being handled, and does not forget it then', async () => {
    const handed: string[] = []
    let finish = (): void => {}
    const reading = makeReading(
      (text) => {
        handed.push(text)
        return new Promise<void>((resolve) => {
          finish = resolve
        })
      },
      () => false,
    )
    reading.offer('A', 0)
    expect(reading.busy()).toBe(true)
    expect(reading.offer('B', 10)).toBe(false)
    finish()
    await new Promise((next) => setTimeout(next))
    expect(reading.offer('B', 20)).toBe(true)
    expect(handed).toEqual(['A', 'B'])
  })

  it('goes on after a handler that failed', async () => {
    const reading = makeReading(
      () => Promise.reject(new Error('no')),
      () => false,
    )
    reading.offer('A', 0)
    await new Promise((next) => setTimeout(next))
    expect(reading.busy()).toBe(false)
  })

  it('is left alone while paused; a typed code is taken again at once', () => {
    let paused = true
    const reading = makeReading(
      () => undefined,
      () => paused,
    )
    expect(reading.offer('A', 0)).toBe(false)
    paused = false
    expect(reading.insist('A')).toBe(true)
  })
})
