import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Payment } from '../../../src/data/types'

type Settle = typeof import('../../../src/features/counter/settle')

const ORDER = { id: 'payment', body: { shop_id: 'shop', amount: 600, code: 'WM1:X' }, madeAt: '' }
const never = new AbortController().signal

let settle: Settle['settle']
let untilAnswered: Settle['untilAnswered']
let endOf: Settle['endOf']
let server: Server
let answers: (Partial<Payment> | { code: string } | 'lost')[]
let seen: string[]

beforeEach(async () => {
  const page = new EventTarget()
  vi.stubGlobal('localStorage', new Storage())
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  let news = 0
  answers = []
  seen = []
  server = createServer((request, response) => {
    request.resume()
    if (request.url?.startsWith('/api/v1/live?')) {
      const version = String(++news)
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify({ version, topics: { 'payment:payment': version } }))
    }
    seen.push(`${request.method} ${request.url}`)
    const answer = answers.shift() ?? { status: 'paid' }
    if (answer === 'lost') return void request.socket.destroy()
    response.writeHead('code' in answer ? 409 : 200, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify(answer))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { configureClient } = await import('../../../src/data/client')
  configureClient({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  ;({ settle, untilAnswered, endOf } = await import('../../../src/features/counter/settle'))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

test('a payment whose answer gets lost is sent with the same id until there is one', async () => {
  answers = ['lost', 'lost', { status: 'paid' }]
  expect(await settle(ORDER, never)).toMatchObject({ status: 'paid' })
  expect(seen).toEqual(Array(3).fill('PUT /api/v1/payments/payment'))
})

test('a refusal is final', async () => {
  answers = ['lost', { code: 'code_used' }]
  await expect(settle(ORDER, never)).rejects.toMatchObject({ code: 'code_used' })
  expect(seen).toHaveLength(2)
})

test('nothing is sent any more once the counter is left', async () => {
  answers = ['lost', 'lost', 'lost']
  const stop = new AbortController()
  const settled = settle(ORDER, stop.signal)
  setTimeout(() => stop.abort(), 100)
  await expect(settled).rejects.toMatchObject({ name: 'AbortError' })
  expect(seen).toHaveLength(1)
})

test('a payment that waits is asked about until the payer has answered, also when that takes longer', async () => {
  const longer: Partial<Payment> = { status: 'waiting', expires_at: '2026-11-23T09:16:00Z' }
  answers = [longer, 'lost', { status: 'declined', reason: null }]
  const waiting = { id: 'payment', status: 'waiting', expires_at: '2026-11-23T09:14:00Z' } as Payment
  const told: unknown[] = []
  const ended = await untilAnswered(waiting, never, ({ expires_at }) => told.push(expires_at))
  expect(told).toEqual([longer.expires_at])
  expect(ended.status).toBe('declined')
  expect(endOf(ended).code).toBe('payment_declined')
  expect(new Set(seen)).toEqual(new Set(['GET /api/v1/payments/payment']))
}, 15_000)

test('a payment refused while it waited says why', () => {
  expect(endOf({ status: 'refused', reason: 'not_enough_coins' } as Payment).code).toBe('not_enough_coins')
})
