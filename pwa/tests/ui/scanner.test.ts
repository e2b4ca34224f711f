import { describe, expect, it } from 'vitest'
import { makeReading } from '../../src/ui/scanner/reading'

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
