import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type Outbox = typeof import('../../src/data/outbox') & typeof import('../../src/data/waiting')

let server: Server
let statuses: number[]
let seen: string[]
let bodies: string[]
let refusal: string
let asked: number
/** How long an answer takes, milliseconds, and how many were on their way at most. */
let slow: number
let together: number

/** Answers with the statuses in turn, then 200; 0 breaks the line. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  statuses = []
  seen = []
  bodies = []
  refusal = 'task_ended'
  asked = 0
  slow = 0
  together = 0
  let open = 0
  server = createServer(async (request, response) => {
    together = Math.max(together, ++open)
    seen.push(request.url ?? '')
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    await new Promise((later) => setTimeout(later, slow))
    open--
    const status = statuses.shift() ?? 200
    if (status === 0) return void request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify(status === 200 ? { status: 'booked' } : { code: refusal }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

afterEach(async () => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

/** The app after a restart: same disk, empty memory. */
async function restarted(person = 'samira'): Promise<Outbox> {
  vi.resetModules()
  const { configureClient } = await import('../../src/data/client')
  configureClient({
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    confirm: async () => {
      asked++
      return false
    },
  })
  const { signedInAs } = await import('../../src/data/session')
  signedInAs({
    person: { id: person, display_name: person, language: 'nl' },
    session_id: 'session',
    fresh_until: null,
    memberships: [],
    has_passkey: true,
  })
  return { ...(await import('../../src/data/outbox')), ...(await import('../../src/data/waiting')) }
}

const CLAIM = { code: 'K7QM42XD', minutes: null }

test('an answer that got lost is asked for again with the same id', async () => {
  statuses = [0]
  const { sendStored } = await restarted()
  expect(await sendStored('claims', CLAIM)).toEqual({ status: 'booked' })
  expect(seen).toHaveLength(2)
  expect(new Set(seen).size).toBe(1)
})

test('a command survives a restart, and the same content is the same command', async () => {
  statuses = [0]
  const first = await restarted()
  await expect(first.sendStored('claims', CLAIM, { pauses: [] })).rejects.toMatchObject({ code: 'offline' })
  expect(first.waitingCommands.value).toBe(1)
  const second = await restarted()
  await second.sendStored('claims', CLAIM)
  expect(new Set(seen).size).toBe(1)
  await second.sendWaiting()
  expect(seen).toHaveLength(2)
})

test('what waits is sent when the network is back, and only for the person who made it', async () => {
  statuses = [500]
  const first = await restarted()
  await expect(first.sendStored('claims', CLAIM, { pauses: [] })).rejects.toMatchObject({ status: 500 })
  await (await restarted('willem')).sendWaiting()
  expect(seen).toHaveLength(1)
  const back = await restarted()
  await back.sendWaiting()
  expect(seen).toHaveLength(2)
  expect(back.waitingCommands.value).toBe(0)
})

test('a refusal ends the command: the next try is another one', async () => {
  statuses = [409]
  const { sendStored } = await restarted()
  await expect(sendStored('claims', CLAIM)).rejects.toMatchObject({ code: 'task_ended' })
  await sendStored('claims', CLAIM)
  expect(new Set(seen).size).toBe(2)
})

test('what waited and is refused says why, is not sent again, and stays until it was seen', async () => {
  statuses = [500, 409]
  const { sendStored, sendWaiting, waitingCommands, outboxBadge, listed, forgetSeen } = await restarted()
  await expect(sendStored('claims', CLAIM, { pauses: [] })).rejects.toMatchObject({ status: 500 })
  await sendWaiting()
  expect(waitingCommands.value).toBe(0)
  const refused = await listed('samira', 'refused', 10)
  expect(refused).toMatchObject([{ kind: 'claims', body: CLAIM, why: { code: 'task_ended' } }])
  await sendWaiting()
  expect(seen).toHaveLength(2)
  expect(outboxBadge.value).toBe(1)
  await forgetSeen(refused)
  expect(outboxBadge.value).toBe(0)
})

test('what was kept without a network is sent oldest first, and says that it went through', async () => {
  const { keepForLater, sendWaiting, listed, waitingCommands } = await restarted()
  const first = await keepForLater('claims', { code: 'A' }, { title: 'Vegen' })
  const second = await keepForLater('claims', { code: 'B' }, {})
  expect((await keepForLater('claims', { code: 'A' }, {})).id).toBe(first.id)
  expect(waitingCommands.value).toBe(2)
  await sendWaiting()
  expect(seen).toEqual([`/api/v1/claims/${first.id}`, `/api/v1/claims/${second.id}`])
  expect(await listed('samira', 'done', 10)).toMatchObject([
    { id: first.id, about: { title: 'Vegen' }, result: { status: 'booked' } },
    { id: second.id },
  ])
})

test('what is in trouble by itself is put off, and does not hold the others up', async () => {
  statuses = [500]
  const { keepForLater, sendWaiting, listed } = await restarted()
  await keepForLater('claims', { code: 'A' }, {})
  await keepForLater('claims', { code: 'B' }, {})
  await sendWaiting()
  const [putOff] = await listed('samira', 'waiting', 10)
  expect(putOff).toMatchObject({ body: { code: 'A' }, tries: 1 })
  expect(putOff?.notBefore).toBeGreaterThan(Date.now())
  expect(await listed('samira', 'done', 10)).toMatchObject([{ body: { code: 'B' } }])
})

test('a pass stops at once where nothing gets through', async () => {
  statuses = [0]
  const { keepForLater, sendWaiting, waitingCommands } = await restarted()
  await keepForLater('claims', { code: 'A' }, {})
  await keepForLater('claims', { code: 'B' }, {})
  await sendWaiting()
  expect(seen).toHaveLength(1)
  expect(waitingCommands.value).toBe(2)
})

test('what only the person can add waits for them, and nobody is disturbed for it', async () => {
  refusal = 'fresh_login_required'
  statuses = [403]
  const { keepForLater, sendWaiting, listed } = await restarted()
  await keepForLater('claims', CLAIM, { path: '/t' })
  await sendWaiting()
  expect(await listed('samira', 'needs-you', 10)).toMatchObject([{ why: { code: 'fresh_login_required' } }])
  expect(asked).toBe(0)
})

test('two tabs send one command once at a time, and find the same one', async () => {
  slow = 50
  const first = await restarted()
  const second = await restarted()
  await Promise.all([first.sendStored('claims', CLAIM), second.sendStored('claims', CLAIM)])
  expect(new Set(seen).size).toBe(1)
  expect(together).toBe(1)
})

test('what is sent along once is not kept', async () => {
  statuses = [0, 200]
  const { sendStored, listed } = await restarted()
  const passing = { position: { latitude: 52 } }
  await expect(sendStored('claims', CLAIM, { pauses: [], passing })).rejects.toMatchObject({
    code: 'offline',
  })
  expect(JSON.parse(bodies[0] ?? '')).toEqual({ ...CLAIM, ...passing })
  expect(JSON.stringify(await listed('samira', 'waiting', 10))).not.toContain('latitude')
})

test('an outbox that is full says so, and keeps what it has', async () => {
  const { MOST, keepForLater, listed, sendStored } = await restarted()
  const { within } = await import('../../src/data/outbox/database')
  await within(['items'], 'readwrite', async (stores) => {
    for (let number = 0; number < MOST; number++)
      stores('items').add({ id: String(number).padStart(5, '0'), owner: 'samira', status: 'waiting' })
  })
  await expect(keepForLater('claims', CLAIM, {})).rejects.toMatchObject({ code: 'outbox_full' })
  statuses = [0]
  await expect(sendStored('claims', CLAIM, { pauses: [] })).rejects.toMatchObject({ code: 'outbox_full' })
  expect((await listed('samira', 'waiting', 5, '00041')).map(({ id }) => id)[0]).toBe('00042')
})

test('a disk that is nearly full says so before anything is lost', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 9_000_000, usage: 8_500_000 }) } })
  const { keepForLater } = await restarted()
  await expect(keepForLater('claims', CLAIM, {})).rejects.toMatchObject({ code: 'storage_full' })
})

test('commands of the first version of the app, and what stood in its slots, come along', async () => {
  const claim = { id: '01', kind: 'claims', person: 'samira', body: CLAIM, madeAt: '2026-11-23T09:00:00Z' }
  const sale = { id: '02', body: { amount: 600 }, madeAt: '2026-11-23T09:01:00Z' }
  await firstVersion('wijkmunt-outbox', [['01', claim]])
  await firstVersion('wijkmunt-pending', [['samira counter bakery', sale]])
  const { listed, sendWaiting } = await restarted()
  const { pendingIn } = await import('../../src/data/pending')
  expect(await listed('samira', 'waiting', 10)).toMatchObject([{ id: '01', body: CLAIM }])
  expect(await pendingIn('counter bakery')).toMatchObject(sale)
  await sendWaiting()
  expect(seen).toEqual(['/api/v1/claims/01'])
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('wijkmunt-pending')
})

test('a storage that the browser cleaned up is noticed, and said until it was seen', async () => {
  const before = await restarted()
  const { lookForLosses } = await import('../../src/data/outbox/eviction')
  await lookForLosses()
  await before.keepForLater('claims', CLAIM, {})
  globalThis.indexedDB = new IDBFactory()
  await restarted()
  const after = await import('../../src/data/outbox/eviction')
  await after.lookForLosses()
  expect(after.lost.value).toMatchObject({ count: 1 })
  await restarted()
  const later = await import('../../src/data/outbox/eviction')
  expect(later.lost.value).toMatchObject({ count: 1 })
  later.lossSeen()
  await later.lookForLosses()
  expect(later.lost.value).toBeNull()
})

/** A database as the first version of the app made it. */
function firstVersion(name: string, rows: [string, unknown][]): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      const values = request.result.createObjectStore('values')
      for (const [key, value] of rows) values.put(value, key)
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}
