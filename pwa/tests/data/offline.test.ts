import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { toBase64url } from '../../src/core/bytes'
import { encodeCertificate } from '../../src/core/certificate'
import { decodePaymentCode } from '../../src/core/payment-code'
import { readVectors } from '../vectors'

const COIN = { id: 'coin', name: 'ooievaar', plural: 'ooievaars', symbol: 'O', decimals: 2 }
const PLACE = { id: 'place', number: 7, slug: 'kanaleneiland', name: 'Kanaleneiland', currency: COIN }
const HOUR = 3_600_000
/** Any certificate of the published vectors; what it says of its allowance stands in the server's answer here. */
const { valid } = readVectors<{ valid: { text: string }[] }>('certificates')
const carried = valid.map(({ text }) => decodePaymentCode(text).certificate).find(Boolean)
if (!carried) throw new Error('no vector carries a certificate')
const CERTIFICATE = toBase64url(encodeCertificate(carried))
const SERIAL = carried.serial

let server: Server
let seen: string[]
let answers: Record<string, { status?: number; body: unknown }>
let skew: number

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  vi.stubGlobal('BroadcastChannel', undefined)
  seen = []
  skew = 0
  answers = {
    certificates: {
      status: 201,
      body: {
        certificate: CERTIFICATE,
        allowance: 2000,
        serial: SERIAL,
        expires_at: new Date(Date.now() + 24 * HOUR).toISOString(),
      },
    },
  }
  server = createServer((request, response) => {
    request.resume()
    const name = request.url?.split('?')[0]?.split('/').at(-1) ?? ''
    seen.push(name)
    const { status = 200, body } = answers[name] ?? { body: {} }
    response.sendDate = false
    response.setHeader('date', new Date(Date.now() + skew).toUTCString())
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

afterEach(async () => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

/** The payer's phone after a restart: same disk, empty memory. */
async function phone() {
  vi.resetModules()
  const client = await import('../../src/data/client')
  client.configureClient({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  const session = await import('../../src/data/session')
  session.signedInAs({
    person: { id: 'samira', display_name: 'Samira', language: 'nl' },
    session_id: 'session',
    fresh_until: null,
    memberships: [{ community: PLACE, organisation: null, role: 'member' }],
    has_passkey: true,
  })
  const { keyIdHex } = await (await import('../../src/data/keys')).deviceKey('samira')
  localStorage.setItem('wm.key', `${keyIdHex} session`)
  const certificate = await import('../../src/data/offline/certificate')
  const shown = await import('../../src/data/offline/shown')
  const { serverKinds } = await import('../../src/data/outbox/kinds')
  serverKinds[shown.SHOWN_KIND] = shown.lookAtShown
  const outbox = await import('../../src/data/outbox')
  const clock = await import('../../src/data/clock')
  const { newSale } = await import('../../src/features/pay/offline-sale')
  const worn = session.hat.value
  if (!worn) throw new Error('no hat')
  const paid = async (amount: number, first: number, taken = true) => {
    const sale = newSale()
    await sale.certificate(worn, keyIdHex, amount, first)
    await sale.certificate(worn, keyIdHex, amount, first + 1)
    const offered = sale.item !== undefined
    await sale.say(taken)
    return offered
  }
  return { ...certificate, ...shown, ...outbox, ...clock, ...client, ...session, worn, keyIdHex, paid }
}

test('a certificate is fetched ahead, kept over a restart, and not asked for again while it is good', async () => {
  const first = await phone()
  await first.renewCertificate(first.worn, 0)
  const second = await phone()
  expect(second.certificateFor(second.worn, second.keyIdHex)).toEqual(carried)
  await second.renewCertificate(second.worn, 0)
  expect(seen).toEqual(['certificates'])
  expect(second.certificateFor(second.worn, 'another key')).toBeNull()
})

test('one is renewed when half its life is over, and past its date it is not used', async () => {
  const { renewCertificate, keptCertificate, certificateFor, worn, keyIdHex } = await phone()
  await renewCertificate(worn, 0)
  const kept = keptCertificate.value
  if (!kept) throw new Error('none was kept')
  keptCertificate.value = { ...kept, fetchedAt: kept.fetchedAt - 25 * HOUR }
  await renewCertificate(worn, 0)
  expect(seen).toEqual(['certificates', 'certificates'])
  keptCertificate.value = { ...kept, expiresAt: Date.now() - 5_000 }
  expect(certificateFor(worn, keyIdHex)).toBeNull()
})

test('where none is given the reason is known, and nothing is offered', async () => {
  answers.certificates = { status: 409, body: { code: 'wallet_owes', owes: 400 } }
  const { renewCertificate, whyNone, paid, wallet, worn } = await phone()
  await renewCertificate(worn, 0)
  expect(whyNone.value).toBe('wallet_owes')
  expect(await paid(600, 1)).toBe(false)
  await renewCertificate(worn, 0)
  expect(seen).toEqual(['certificates'])
  wallet.value = { account_id: 'a', balance: 900, limit: 2500, recent: [], notices: 0, owes: 0 }
  await renewCertificate(worn, 0)
  expect(seen).toEqual(['certificates', 'certificates'])
})

test('what was shown counts as spent until the person or the server says more', async () => {
  const samira = await phone()
  await samira.renewCertificate(samira.worn, 0)
  expect(await samira.paid(1500, 1)).toBe(true)
  expect(await samira.spentOn(SERIAL)).toBe(1500)
  expect(await samira.paid(501, 10)).toBe(false)
  expect(await samira.paid(500, 20, false)).toBe(true)
  expect(await (await phone()).spentOn(SERIAL)).toBe(1500)
  const payment = { id: 'p', status: 'paid', code_counter: 2, shop: { id: 's', name: 'Bakkerij' } }
  answers['my-codes'] = { body: { payments: [payment] } }
  await samira.sendWaiting()
  expect(await samira.listed('samira', 'done', 9)).toMatchObject([{ result: { shop: 'Bakkerij' } }])
  expect(await samira.spentOn(SERIAL)).toBe(0)
})

test('a code that nobody answered for is looked up too, and one that no shop brings ends some day', async () => {
  const samira = await phone()
  await samira.renewCertificate(samira.worn, 0)
  const shown = { community: 'place', key_id: samira.keyIdHex, serial: SERIAL, amount: 300 }
  await samira.noteShown({ ...shown, from: 7, to: 8 }, Date.now())
  answers['my-codes'] = {
    body: { payments: [{ id: 'p', status: 'paid', code_counter: 9, shop: { id: 's', name: 'Bakkerij' } }] },
  }
  await samira.lookAtUnanswered()
  expect(await samira.spentOn(SERIAL)).toBe(300)
  const late = await samira.noteShown({ ...shown, from: 1, to: 2 }, Date.now() - 30 * 24 * HOUR)
  await samira.sayTaken(late, true)
  answers['my-codes'] = { body: { payments: [] } }
  await samira.sendWaiting()
  expect(await samira.listed('samira', 'refused', 9)).toMatchObject([{ why: { code: 'offline_never_came' } }])
})

test('a phone whose key was stopped learns it as soon as it is online, and forgets its certificate', async () => {
  const samira = await phone()
  await samira.renewCertificate(samira.worn, 0)
  const stopped = { id: samira.keyIdHex, revoked_at: '2026-11-23T09:00:00Z' }
  answers['device-keys'] = { body: { device_keys: [stopped] } }
  await samira.lookAtKey(samira.worn)
  expect(samira.keyStopped.value).toBe(true)
  expect(samira.certificateFor(samira.worn, samira.keyIdHex)).toBeNull()
  expect(localStorage.getItem('wm.key')).toBeNull()
})

test('a clock that is a day off is noticed from any answer, and remembered for codes made offline', async () => {
  skew = 24 * HOUR
  const late = await phone()
  await late.api.get('/server')
  expect(late.clockIsWrong.value).toBe(true)
  const restarted = await phone()
  expect(Math.abs(restarted.serverNow() - Date.now() - 24 * HOUR)).toBeLessThan(3_000)
  restarted.trustOwnClock()
  expect((await phone()).clockIsWrong.value).toBe(false)
})
