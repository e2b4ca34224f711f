import { Storage } from 'happy-dom'
import { beforeEach, expect, test, vi } from 'vitest'

type Place = typeof import('../../../src/features/counter/place')

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('localStorage', new Storage())
})

async function placeIn(timezone: string): Promise<Place> {
  const { community } = await import('../../../src/data/session')
  community.value = { timezone } as never
  return import('../../../src/features/counter/place')
}

test('a day at the counter is the day of the neighbourhood', async () => {
  const late = new Date('2026-11-23T23:30:00Z')
  expect((await placeIn('Europe/Amsterdam')).dayThere(late)).toBe('2026-11-24')
  vi.resetModules()
  expect((await placeIn('America/New_York')).dayThere(late)).toBe('2026-11-23')
})

test('days follow each other over months and over the change of the clocks', async () => {
  const { dayAfter } = await placeIn('Europe/Amsterdam')
  expect(dayAfter('2026-10-24', 1)).toBe('2026-10-25')
  expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26')
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
})
