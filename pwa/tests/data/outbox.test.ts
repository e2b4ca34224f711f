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

/** Answers with the statuses in turn, then 200; 0 breaks the line. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  statuses = []
  seen = []
  server = createServer((request, response) => {
    request.resume()
    seen.push(request.url ?? '')
    const status = statuses.shift() ?? 200
    if (status === 0) return void request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify(status === 200 ? { status: 'booked' } : { code: 'task_ended' }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

/** The app after a restart: same disk, empty memory. */
async function restarted(person = 'samira'): Promise<Outbox> {
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
  await expect(first.sendStored('claims', CLAIM, [])).rejects.toMatchObject({ code: 'offline' })
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
  await expect(first.sendStored('claims', CLAIM, [])).rejects.toMatchObject({ status: 500 })
  await (await restarted('willem')).sendWaiting()
  expect(seen).toHaveLength(1)
  const back = await restarted()
  expect(await back.sendWaiting()).toEqual([])
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

test('what waited and is refused says why, and is not sent again', async () => {
  statuses = [500, 409]
  const { sendStored, sendWaiting, waitingCommands } = await restarted()
  await expect(sendStored('claims', CLAIM, [])).rejects.toMatchObject({ status: 500 })
  expect(await sendWaiting()).toMatchObject([{ code: 'task_ended' }])
  expect(waitingCommands.value).toBe(0)
})
