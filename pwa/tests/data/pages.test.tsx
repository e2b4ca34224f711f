// @vitest-environment happy-dom
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configureClient } from '../../src/data/client'
import { type Pages, usePages } from '../../src/data/pages'

type Page = { things: number[]; next: string | null }

let server: Server
let things: number[]
let pages: Pages<number>

/** Two things at a time, newest first, as the server's lists are. */
function page(before: string | null): Page {
  const from = before === null ? 0 : things.indexOf(Number(before)) + 1
  const shown = things.slice(from, from + 2)
  return { things: shown, next: from + 2 < things.length ? String(shown.at(-1)) : null }
}

beforeEach(async () => {
  things = [5, 4, 3, 2, 1]
  server = createServer((request, response) => {
    const before = new URL(request.url ?? '', 'http://here').searchParams.get('before')
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    response.end(JSON.stringify(page(before)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  configureClient({ base: `http://127.0.0.1:${port}`, confirm: async () => false, signedOut: () => {} })
})

afterEach(async () => {
  render(null, document.body)
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

function List() {
  pages = usePages('/things?status=all', ({ things: found }: Page) => found)
  return <p>{pages.data?.join(' ')}</p>
}

const shows = (text: string): Promise<void> =>
  vi.waitFor(() => expect(document.querySelector('p')?.textContent).toBe(text))

test('a long list is read part by part, and from the start again after a change', async () => {
  act(() => render(<List />, document.body))
  await shows('5 4')
  act(() => pages.readMore())
  await shows('5 4 3 2')
  act(() => pages.readMore())
  await shows('5 4 3 2 1')
  expect(pages.more).toBe(false)
  things = [6, ...things]
  await act(() => pages.reload())
  await shows('6 5')
  expect(pages.more).toBe(true)
})
