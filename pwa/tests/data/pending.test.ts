import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type PendingModule = typeof import('../../src/data/pending')

let server: Server
let statuses: number[]
let seen: { path: string; body: string }[]

/** Answers with the statuses in turn, then 200; 0 breaks the line after the request has arrived. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  statuses = []
  seen = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ path: request.url ?? '', body })
    const status = statuses.shift() ?? 200
    if (status === 0) return void request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify(status === 200 ? { done: true } : { code: 'refund_too_much' }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

/** The app after a restart: same disk, empty memory. */
async function restarted(person = 'hassan'): Promise<PendingModule> {
  vi.resetModules()
  const { configureClient } = await import('../../src/data/client')
  configureClient({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  const { signedInAs } = await import('../../src/data/session')
  signedInAs({
    person: { id: person, display_name: person, language: 'nl' },
    session_id: 'session',
    fresh_until: null,
    memberships: [],
    has_passkey: true,
  })
  return import('../../src/data/pending')
}

const REFUND = { payment_id: 'p', amount: 250, reason: 'op' }

test('what was sent is on disk before the first try, and goes out again as it was after a restart', async () => {
  statuses = [0, 0, 0, 0]
  const first = await restarted()
  await expect(first.sendOnce('refund p', 'refunds', REFUND)).rejects.toMatchObject({ code: 'offline' })
  const second = await restarted()
  expect((await second.pendingIn('refund p'))?.body).toEqual(REFUND)
  await second.sendOnce('refund p', 'refunds', { ...REFUND, amount: 999 })
  expect(new Set(seen.map(({ path, body }) => `${path} ${body}`)).size).toBe(1)
  expect(await second.pendingIn('refund p')).toBeUndefined()
}, 15_000)

test('a refusal frees the slot, and the next command is another one', async () => {
  statuses = [409]
  const { sendOnce, pendingIn } = await restarted()
  await expect(sendOnce('refund p', 'refunds', REFUND)).rejects.toMatchObject({ code: 'refund_too_much' })
  expect(await pendingIn('refund p')).toBeUndefined()
  await sendOnce('refund p', 'refunds', REFUND)
  expect(new Set(seen.map(({ path }) => path)).size).toBe(2)
})

test('nobody else on this device meets it', async () => {
  const hassan = await restarted('hassan')
  await hassan.makePending('counter', { amount: 600 })
  const naima = await restarted('naima')
  expect(await naima.pendingIn('counter')).toBeUndefined()
})

test('a lost answer, a lost session and an unconfirmed login settle nothing', async () => {
  const { isSettled } = await restarted()
  const { ApiError } = await import('../../src/data/problem')
  expect(isSettled(new ApiError('offline'))).toBe(false)
  expect(isSettled(new ApiError('server_trouble', 503))).toBe(false)
  expect(isSettled(new ApiError('session_missing', 401))).toBe(false)
  expect(isSettled(new ApiError('fresh_login_required', 403))).toBe(false)
  expect(isSettled(new ApiError('too_many_attempts', 429))).toBe(false)
  expect(isSettled(new ApiError('code_used', 409))).toBe(true)
  expect(isSettled(new ApiError('forbidden', 403))).toBe(true)
})
