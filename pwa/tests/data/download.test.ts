import { afterEach, expect, test, vi } from 'vitest'
import { configureClient } from '../../src/data/client'
import { download } from '../../src/data/download'
import { ApiError } from '../../src/data/problem'

const headers = {
  'content-type': 'text/csv',
  'content-disposition': 'attachment; filename="buurt-2026.csv"',
  'wijkmunt-expected-bytes': '10',
}
const problem = (code: string, status: number) =>
  Response.json({ code }, { status, headers: { 'content-type': 'application/problem+json' } })

afterEach(() => vi.unstubAllGlobals())

test('a file comes with its name, and says how far it is', async () => {
  vi.stubGlobal('fetch', async () => new Response('a,b\r\n1,2\r\n', { headers }))
  const seen: unknown[] = []
  const file = await download('/x', (progress) => seen.push(progress))
  expect(file.name).toBe('buurt-2026.csv')
  expect(await file.blob.text()).toBe('a,b\r\n1,2\r\n')
  expect(seen.at(-1)).toEqual({ got: 10, expected: 10 })
})

test('a passkey is asked for once, and the file fetched again', async () => {
  const answers = [problem('fresh_login_required', 403), new Response('x', { headers })]
  vi.stubGlobal('fetch', async () => answers.shift())
  configureClient({ confirm: async () => true })
  expect((await download('/x', () => {})).blob.size).toBe(1)
})

test('a file that breaks off is no file, and a refusal keeps its name', async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(3))
      controller.error(new TypeError('network'))
    },
  })
  const answers = [new Response(broken, { headers }), problem('period_too_long', 409)]
  vi.stubGlobal('fetch', async () => answers.shift())
  await expect(download('/x', () => {})).rejects.toEqual(new ApiError('offline'))
  await expect(download('/x', () => {})).rejects.toMatchObject({ code: 'period_too_long', status: 409 })
})
