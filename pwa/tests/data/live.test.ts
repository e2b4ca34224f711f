// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { online } from '../../src/data/client'
import { pauseAfter, waitFor } from '../../src/data/live'

/** What the server answers to the n-th question, and what was asked. */
const asked: URLSearchParams[] = []
let versions: Record<string, string | null> = {}

function serve(): void {
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URLSearchParams(url.split('?')[1])
    asked.push(query)
    const topics = Object.fromEntries(
      (query.get('topics') ?? '').split(',').map((topic) => [topic, versions[topic] ?? null]),
    )
    const version = JSON.stringify(topics)
    if (version === query.get('known')) return new Response(null, { status: 204 })
    return Response.json({ version, topics })
  })
}

const second = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_050)

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  versions = {}
  online.value = true
  serve()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('waiting for news', () => {
  it('tells within a second, once for each change', async () => {
    versions = { 'payment:1': 'waiting.0' }
    const told = vi.fn()
    const stop = waitFor('payment:1', told)
    await second()
    expect(told).toHaveBeenCalledTimes(1)
    await second()
    await second()
    expect(told).toHaveBeenCalledTimes(1)
    versions = { 'payment:1': 'paid.0' }
    await second()
    expect(told).toHaveBeenCalledTimes(2)
    stop()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked.length).toBe(before)
  })

  it('asks about everything on the screen at once, and names what it knows', async () => {
    versions = { notices: 'a', 'codes:k.1': 'b' }
    const [first, other] = [vi.fn(), vi.fn()]
    const stops = [waitFor('notices', first), waitFor('codes:k.1', other)]
    await second()
    await second()
    expect(asked[0]?.get('topics')).toBe('notices,codes:k.1')
    expect(asked[1]?.get('known')).not.toBe('')
    versions = { ...versions, notices: 'c' }
    await second()
    expect([first, other].map((one) => one.mock.calls.length)).toEqual([2, 1])
    for (const stop of stops) stop()
  })

  it('tells again who could not read the news', async () => {
    versions = { notices: 'a' }
    let failures = 2
    const told = vi.fn(async () => {
      if (failures-- > 0) throw new Error('no network just then')
    })
    const stop = waitFor('notices', told)
    for (let count = 0; count < 5; count++) await second()
    expect(told).toHaveBeenCalledTimes(3)
    stop()
  })

  it('goes on after the network was away', async () => {
    versions = { notices: 'a' }
    const told = vi.fn()
    const stop = waitFor('notices', told)
    await second()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await second()
    expect(online.value).toBe(false)
    serve()
    versions = { notices: 'b' }
    await vi.advanceTimersByTimeAsync(4_100)
    expect(told).toHaveBeenCalledTimes(2)
    stop()
  })

  it('asks less often the longer nothing happens', () => {
    expect([0, 119_000, 120_000, 599_000, 600_000].map(pauseAfter)).toEqual([
      1_000, 1_000, 2_000, 2_000, 5_000,
    ])
  })
})
