import { expect, test } from 'vitest'
import { idBytes, idText, newId } from '../../src/core/ids'
import { paidMark } from '../../src/core/paid-mark'
import { formatTime, formatWhen } from '../../src/core/when'
import { readVectors } from '../vectors'

test('ids are UUIDs of version 7, in the order of their making', () => {
  const ids = Array.from({ length: 2000 }, newId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  const made = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)
  expect(Math.abs(Date.now() - made)).toBeLessThan(5000)
})

test('an id survives its bytes, and other text has none', () => {
  const id = newId()
  expect(idText(idBytes(id))).toBe(id)
  expect(() => idBytes('019ab2f4')).toThrow(RangeError)
})

const MARKS = readVectors<{ payment_id: string; colour: number; word: number }[]>('paid_marks')

test.each(MARKS)('payment $payment_id has its colour and word', async ({ payment_id, colour, word }) => {
  expect(await paidMark(payment_id)).toEqual({ colour, word })
})

const NOW = new Date('2026-11-23T09:12:00Z')
const AMSTERDAM = 'Europe/Amsterdam'
const when = (instant: string, language: string) =>
  formatWhen(new Date(instant), { now: NOW, language, timeZone: AMSTERDAM })

test.each([
  ['nl', 'vandaag 10:05'],
  ['en', 'today 10:05'],
  ['tr', 'bug\u00fcn 10:05'],
  ['ar', '\u0627\u0644\u064a\u0648\u0645 10:05'],
])('in %s this morning is "%s"', (language, text) => {
  expect(when('2026-11-23T09:05:00Z', language)).toBe(text)
})

test('yesterday begins at the midnight of the neighbourhood, not of Greenwich', () => {
  expect(when('2026-11-22T22:59:00Z', 'nl')).toBe('gisteren')
  expect(when('2026-11-22T23:01:00Z', 'nl')).toBe('vandaag 00:01')
  expect(when('2026-11-21T23:30:00Z', 'nl')).toBe('gisteren')
})

test('other days have a date, and another year its year', () => {
  expect(when('2026-11-03T12:00:00Z', 'nl')).toBe('3 november')
  expect(when('2025-12-31T12:00:00Z', 'nl')).toBe('31 december 2025')
  expect(when('2026-11-24T12:00:00Z', 'nl')).toBe('24 november')
  expect(when('2026-11-03T12:00:00Z', 'ar')).toContain('3')
})

test('the change to winter time does not lose a day', () => {
  const now = new Date('2026-10-26T11:00:00Z')
  const before = new Date('2026-10-25T00:30:00Z')
  expect(formatWhen(before, { now, language: 'nl', timeZone: AMSTERDAM })).toBe('gisteren')
})

test('a time of day has two digits and no noon', () => {
  expect(formatTime(new Date('2026-11-23T23:05:00Z'), { language: 'en', timeZone: AMSTERDAM })).toBe('00:05')
})
