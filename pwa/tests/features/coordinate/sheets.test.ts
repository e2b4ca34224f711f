import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Bytes, fromBase64url } from '../../../src/core/bytes'
import { newId } from '../../../src/core/ids'
import { type TaskCode, taskClaims, taskHeader, verifyTaskCode } from '../../../src/core/task-code'
import type { CodeSheet } from '../../../src/data/api-types'
import { CARDS, countOf, pagesFor } from '../../../src/features/coordinate/sheets/sheet'
import { noteIn } from '../../../src/features/counter/given-code'

type Signing = typeof import('../../../src/features/coordinate/sheets/sign-sheet') &
  typeof import('../../../src/data/session')

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const COUNT = 130
let server: Server
let registered: string[]
/** What each call of `register` answers: 200, or 0 for a line that breaks after it was done. */
let breaks: number[]
let about: string
let publicKey: string
let kind: TaskCode['kind']

const sheetOf = (unsigned: number): CodeSheet => ({
  id: newId(),
  task_id: about,
  count: COUNT,
  unsigned,
  unused: COUNT - unsigned,
  used: 0,
  withdrawn: 0,
  created_at: '2026-11-23T09:00:00Z',
})

/** The server's side of signing: a hundred codes at a time, and what was signed is kept. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  registered = []
  breaks = []
  about = newId()
  kind = 'voucher'
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = text ? JSON.parse(text) : {}
    const answer = (found: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(found))
    }
    if (request.url?.endsWith('/me/device-keys')) publicKey = body.public_key
    if (request.url?.endsWith('/prepare')) return answer({ codes: prepared(body.key_id) })
    if (request.url?.endsWith('/codes')) {
      registered = [...new Set([...registered, ...body.jws])]
      if (breaks.shift() === 0) return void request.socket.destroy()
    }
    return answer({})
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${port}/`))
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, options: RequestInit) =>
    fetch(new URL(path, `http://127.0.0.1:${port}/`), options),
  )
})

afterEach(async () => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

function prepared(keyId: string) {
  const left = COUNT - registered.length
  const key = Uint8Array.from(keyId.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) as Bytes
  return Array.from({ length: Math.min(100, left) }, (_, index) => {
    const code = codeOf(registered.length + index, key)
    return { header: taskHeader(key), claims: taskClaims(code) }
  })
}

const codeOf = (serial: number, keyId: Bytes): TaskCode => ({
  kind,
  organisationId: newId(),
  taskId: about,
  community: 4001,
  codeId: `AAAAAA${ALPHABET[serial >> 5]}${ALPHABET[serial & 31]}`,
  notBefore: 1,
  expiresAt: 4_000_000_000,
  keyId,
})

async function app(): Promise<Signing> {
  vi.resetModules()
  const session = await import('../../../src/data/session')
  session.me.value = {
    person: { id: newId(), display_name: 'Noor', language: 'nl' },
    session_id: newId(),
    fresh_until: null,
    memberships: [],
    has_passkey: true,
  }
  return { ...session, ...(await import('../../../src/features/coordinate/sheets/sign-sheet')) }
}

describe('signing a sheet', () => {
  it('signs every code once, a hundred at a time, also after a lost answer', async () => {
    breaks = [0]
    const { signSheet } = await app()
    const heard: number[] = []
    await signSheet('vouchers', sheetOf(COUNT), (signed) => heard.push(signed), new AbortController().signal)
    expect(registered).toHaveLength(COUNT)
    expect(heard.at(-1)).toBe(COUNT)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    const spki = fromBase64url(publicKey)
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ])
    const codes = await Promise.all(registered.map((jws) => verifyTaskCode(jws, key, new Date())))
    expect(new Set(codes.map(({ codeId }) => codeId)).size).toBe(COUNT)
  })

  it('keeps what was registered when it is stopped, and goes on with the rest', async () => {
    const { signSheet } = await app()
    const stop = new AbortController()
    const stopSoon = (signed: number): void => {
      if (signed > 100) stop.abort()
    }
    await signSheet('vouchers', sheetOf(COUNT), stopSoon, stop.signal)
    expect(registered).toHaveLength(100)
    await signSheet('vouchers', sheetOf(30), () => undefined, new AbortController().signal)
    expect(registered).toHaveLength(COUNT)
  })

  it('signs nothing that is not a code of this sheet', async () => {
    const { signSheet } = await app()
    const go = (sheet: CodeSheet): Promise<void> =>
      signSheet('vouchers', sheet, () => undefined, new AbortController().signal)
    await expect(go({ ...sheetOf(COUNT), task_id: newId() })).rejects.toThrow('code_not_prepared')
    kind = 'note'
    await expect(go(sheetOf(COUNT))).rejects.toThrow('code_not_prepared')
    expect(registered).toEqual([])
  })
})

describe('what is typed', () => {
  it('is a whole number of cards that fits a sheet', () => {
    expect(['1', '500', ' 20 '].map((typed) => countOf(typed))).toEqual([1, 500, 20])
    expect(['', '0', '501', '2,5', '-1', 'tien'].map((typed) => countOf(typed))).toEqual(Array(6).fill(null))
    expect([1, CARDS, CARDS + 1, 500].map(pagesFor)).toEqual([1, 1, 2, 50])
  })

  it('is a note when it can be one', () => {
    expect(noteIn('k7qm-42xd')).toBe('K7QM42XD')
    expect([noteIn('48271193'), noteIn('WM1:ABC'), noteIn('hallo')]).toEqual([null, null, null])
  })
})
