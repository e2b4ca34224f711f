import { describe, expect, it } from 'vitest'
import { answer, type Shelf } from '../../src/sw/answer'

const ORIGIN = 'https://wijk.example'

function shelfOf(files: Record<string, string>) {
  const kept = new Map(Object.entries(files))
  const fetched: string[] = []
  const shelf: Shelf = {
    find: async (url) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
    put: async (url, response) => void kept.set(url, await response.text()),
    fetch: async (request) => {
      fetched.push(new URL(request.url).pathname)
      return new Response('from the network')
    },
  }
  return { shelf, kept, fetched }
}

/** Node cannot make a navigation request; a service worker sees exactly this. */
const navigation = (path: string): Request =>
  Object.defineProperty(new Request(ORIGIN + path), 'mode', { value: 'navigate' })

describe('the service worker', () => {
  it('opens every screen from the kept start page', async () => {
    const { shelf, fetched } = shelfOf({ '/': 'the app' })
    const reply = await answer(navigation('/pay?x=1'), ORIGIN, shelf)
    expect(await reply?.text()).toBe('the app')
    expect(fetched).toEqual([])
  })

  it('opens a screen from its own page where it has one, whatever is asked of it', async () => {
    const { shelf } = shelfOf({ '/': 'the app', '/pay': 'its own page' })
    const reply = await answer(navigation('/pay?choose'), ORIGIN, shelf)
    expect(await reply?.text()).toBe('its own page')
  })

  it('never touches the API, other origins, or anything that changes something', () => {
    const { shelf } = shelfOf({})
    const past = [
      new Request(`${ORIGIN}/api/v1/me`),
      navigation('/api/openapi.json'),
      new Request(`${ORIGIN}/healthz`),
      new Request('https://elsewhere.example/a.js'),
      new Request(`${ORIGIN}/assets/a.js`, { method: 'POST' }),
    ]
    for (const request of past) expect(answer(request, ORIGIN, shelf)).toBeNull()
  })

  it('answers files from the shelf, and keeps a built file that it had to fetch', async () => {
    const { shelf, kept, fetched } = shelfOf({ '/assets/a.js': 'kept' })
    expect(await (await answer(new Request(`${ORIGIN}/assets/a.js`), ORIGIN, shelf))?.text()).toBe('kept')
    await answer(new Request(`${ORIGIN}/assets/b.js`), ORIGIN, shelf)
    await answer(new Request(`${ORIGIN}/icons/icon-512.png`), ORIGIN, shelf)
    expect(fetched).toEqual(['/assets/b.js', '/icons/icon-512.png'])
    expect([...kept.keys()]).toEqual(['/assets/a.js', '/assets/b.js'])
  })
})
