import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acceptanceMessage } from '../../../src/core/acceptance'
import { type Bytes, concat, fromBase64url, toHex, utf8 } from '../../../src/core/bytes'
import type { Certificate } from '../../../src/core/certificate'
import { newId } from '../../../src/core/ids'
import { signPaymentCode } from '../../../src/core/payment-code'
import {
  CURVE,
  checkSignature,
  importPublicKey,
  keyIdOf,
  type Signer,
  signerOf,
} from '../../../src/core/signature'

type Item = { id: string; code: string; amount: number; accepted_at: number; signature: string }

const COIN = { id: 'coin', name: 'ooievaar', plural: 'ooievaars', symbol: 'O', decimals: 2 }
const PLACE = { id: 'place', number: 7, slug: 'kanaleneiland', name: 'Kanaleneiland', currency: COIN }
const SHOP = '0198a1f0-0000-7000-8000-000000000001'
const RULES = {
  allowance: 2000,
  per_payment: 1000,
  payer_day: 1500,
  shop_day: 2500,
  days: 7,
  guaranteed_permille: 1000,
}

let server: Server
let batches: Item[][]
/** How the server answers the next calls: 0 breaks the line after booking, a list refuses those ids. */
let moods: (0 | string)[]
let booked: Set<string>
let authority: CryptoKeyPair
let authorityJwk: JsonWebKey

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.stubGlobal('localStorage', new Storage())
  batches = []
  moods = []
  booked = new Set()
  authority = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  authorityJwk = await crypto.subtle.exportKey('jwk', authority.publicKey)
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.setHeader('content-type', 'application/json')
    if (request.url?.endsWith('/offline'))
      return void response.end(
        JSON.stringify({ rules: RULES, certificate_keys: { keys: [authorityJwk] }, revoked, now: 0 }),
      )
    if (!request.url?.endsWith('/offline-payments')) return void response.end('{}')
    const { items } = JSON.parse(body) as { items: Item[] }
    batches.push(items)
    const mood = moods.shift()
    for (const { id } of items) booked.add(id)
    if (mood === 0) return void request.socket.destroy()
    const results = items.map(({ id, amount }) =>
      mood ? { id, status: 'short', code: mood, amount, received: 100, covered: 0 } : paid(id, amount),
    )
    return void response.end(JSON.stringify({ results }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

let revoked: string[] = []
const paid = (id: string, amount: number) => ({
  id,
  status: 'paid',
  code: null,
  amount,
  received: amount,
  covered: 0,
})

afterEach(async () => {
  revoked = []
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

/** The shop's phone after a restart: same disk, empty memory; it was online once. */
async function shopPhone(cashier = 'hassan') {
  vi.resetModules()
  const client = await import('../../../src/data/client')
  client.configureClient({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  const { signedInAs } = await import('../../../src/data/session')
  signedInAs({
    person: { id: cashier, display_name: cashier, language: 'nl' },
    session_id: 'session',
    fresh_until: null,
    memberships: [
      {
        community: PLACE,
        organisation: { id: SHOP, name: 'Bakkerij', kind: 'shop' },
        role: 'shop_staff',
      },
    ],
    has_passkey: true,
  })
  const keys = await import('../../../src/data/keys')
  const { keyIdHex, publicKey } = await keys.deviceKey(cashier)
  localStorage.setItem('wm.key', `${keyIdHex} session`)
  const shop = await import('../../../src/data/offline/shop')
  const { serverKinds } = await import('../../../src/data/outbox/kinds')
  serverKinds[shop.ACCEPTED_KIND] = shop.settleAccepted
  const accept = await import('../../../src/features/counter/offline/accept')
  const outbox = await import('../../../src/data/outbox')
  const take = (code: string, amount: number, paymentId = newId()): Promise<string> =>
    accept.acceptOffline({ paymentId, shopId: SHOP, community: PLACE, amount, code }).then(() => paymentId)
  return { ...shop, ...accept, ...outbox, take, publicKey }
}

type Payer = { keyId: Bytes; sign: Signer; certificate: Certificate; counter: number }

/** A payer's phone with a certificate for `allowance` minor units. */
async function payer(allowance = 2000, lives = 86_400): Promise<Payer> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const publicKey = concat(new Uint8Array([2 + ((raw[64] ?? 0) & 1)]), raw.slice(1, 33))
  const rest = { allowance, expiresAt: Math.floor(Date.now() / 1000) + lives, serial: 5 }
  const numbers = new Uint8Array(12)
  const view = new DataView(numbers.buffer)
  view.setUint32(0, rest.allowance)
  view.setUint32(4, rest.expiresAt)
  view.setUint32(8, rest.serial)
  const domain = utf8('wijkmunt wallet certificate v1\0')
  const message = concat(domain, new Uint8Array([0, 0, 0, PLACE.number]), publicKey, numbers)
  const signature = await signerOf(authority.privateKey)(message)
  return {
    keyId: await keyIdOf(spki),
    sign: signerOf(pair.privateKey),
    certificate: { publicKey, ...rest, signature },
    counter: 0,
  }
}

function codeOf(who: Payer, amount: number, change: { certificate?: undefined; ago?: number } = {}) {
  const { ago = 0, ...rest } = change
  const issuedAt = Math.floor(Date.now() / 1000) - ago
  return signPaymentCode(
    {
      exact: true,
      community: PLACE.number,
      keyId: who.keyId,
      counter: ++who.counter,
      issuedAt,
      amount,
      certificate: who.certificate,
      ...rest,
    },
    who.sign,
  )
}

test('a good code is accepted, signed by the shop, and on disk before the counter says so', async () => {
  const shop = await shopPhone()
  await shop.loadShopOffline(SHOP)
  const samira = await payer()
  const code = await codeOf(samira, 600)
  const id = await shop.take(code, 600)
  const again = await shopPhone()
  const [item] = await again.listed(SHOP, 'waiting', 10)
  const body = item?.body as Item
  expect(item).toMatchObject({ id, body: { code, amount: 600 }, about: { amount: 600 } })
  const message = await acceptanceMessage({
    shopId: SHOP,
    paymentId: id,
    acceptedAt: body.accepted_at,
    code,
  })
  const key = await importPublicKey(fromBase64url(again.publicKey))
  await checkSignature(key, fromBase64url(body.signature), message)
})

test('a code is accepted once, whoever asks at once and after every restart', async () => {
  const shop = await shopPhone()
  await shop.loadShopOffline(SHOP)
  const code = await codeOf(await payer(), 600)
  const both = await Promise.allSettled([shop.take(code, 600), shop.take(code, 600)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect((await shopPhone()).take(code, 600)).rejects.toMatchObject({ code: 'code_used' })
  expect(await shop.listed(SHOP, 'waiting', 10)).toHaveLength(1)
})

test('what the phone can see to be wrong is refused by its name, and nothing is kept', async () => {
  const shop = await shopPhone()
  const samira = await payer()
  await expect(shop.take(await codeOf(samira, 600), 600)).rejects.toMatchObject({
    code: 'offline_rules_missing',
  })
  const blocked = await payer()
  revoked = [toHex(blocked.keyId)]
  await shop.loadShopOffline(SHOP)
  const stranger = await payer()
  const forged = { ...stranger, certificate: { ...stranger.certificate, allowance: 9_999 } }
  const refused: [Promise<string>, number, string][] = [
    [codeOf(samira, 600), 500, 'code_amount_mismatch'],
    [codeOf(samira, 600, { certificate: undefined }), 600, 'certificate_missing'],
    [codeOf(samira, 600, { ago: 91 }), 600, 'code_expired'],
    [codeOf(samira, 600, { ago: -3600 }), 600, 'code_from_future'],
    [codeOf(await payer(2000, -31), 600), 600, 'certificate_expired'],
    [codeOf(blocked, 600), 600, 'code_key_revoked'],
    [codeOf(forged, 600), 600, 'certificate_bad'],
    [codeOf({ ...samira, sign: stranger.sign }, 600), 600, 'code_signature_bad'],
    [Promise.resolve('WM1:RUBBISH'), 600, 'code_unreadable'],
  ]
  for (const [code, amount, why] of refused)
    await expect(shop.take(await code, amount)).rejects.toMatchObject({ code: why })
  expect(await shop.listed(SHOP, 'waiting', 10)).toEqual([])
})

test('every ceiling holds: per payment, per certificate, per payer and day, per shop and day', async () => {
  const shop = await shopPhone()
  await shop.loadShopOffline(SHOP)
  const [poor, samira, willem] = [await payer(700), await payer(9_000), await payer(9_000)]
  const pays = async (who: Payer, amount: number) => shop.take(await codeOf(who, amount), amount)
  await expect(pays(samira, 1001)).rejects.toMatchObject({ code: 'over_per_payment' })
  await pays(poor, 600)
  await expect(pays(poor, 101)).rejects.toMatchObject({ code: 'over_allowance' })
  await pays(samira, 1000)
  await expect(pays(samira, 501)).rejects.toMatchObject({ code: 'over_payer_day' })
  await expect(pays(willem, 901)).rejects.toMatchObject({ code: 'over_shop_day' })
  await pays(willem, 900)
})

test('what was accepted is settled oldest first in one call, also by another cashier', async () => {
  const shop = await shopPhone('hassan')
  await shop.loadShopOffline(SHOP)
  const samira = await payer()
  const ids = [
    await shop.take(await codeOf(samira, 100), 100),
    await shop.take(await codeOf(samira, 200), 200),
  ]
  const next = await shopPhone('naima')
  await next.sendWaiting()
  expect(batches.map((items) => items.map(({ id }) => id))).toEqual([ids])
  expect((await next.listed(SHOP, 'done', 10)).map(({ id }) => id)).toEqual(ids)
})

test('a lost answer is asked for again with the same ids, and books nothing twice', async () => {
  moods = [0]
  const shop = await shopPhone()
  await shop.loadShopOffline(SHOP)
  await shop.take(await codeOf(await payer(), 600), 600)
  await shop.sendWaiting()
  expect(await shop.listed(SHOP, 'done', 10)).toEqual([])
  await (await shopPhone()).sendWaiting()
  expect(batches).toHaveLength(2)
  expect(batches[1]).toEqual(batches[0])
  expect(booked.size).toBe(1)
})

test('what did not fully arrive says how much did, until somebody has seen it', async () => {
  moods = ['guarantee_empty']
  const shop = await shopPhone()
  await shop.loadShopOffline(SHOP)
  await shop.take(await codeOf(await payer(), 600), 600)
  await shop.sendWaiting()
  expect(await shop.listed(SHOP, 'refused', 10)).toMatchObject([
    { why: { code: 'guarantee_empty', params: { amount: 600, received: 100 } } },
  ])
  expect(shop.counts.value.refused).toBe(1)
})

test('thousands go out in calls of a thousand', async () => {
  const shop = await shopPhone()
  const { within } = await import('../../../src/data/outbox/database')
  await within(['items'], 'readwrite', async (stores) => {
    for (let number = 0; number < 2_500; number++)
      stores('items').add({
        id: String(number).padStart(5, '0'),
        owner: SHOP,
        kind: shop.ACCEPTED_KIND,
        status: 'waiting',
        body: { code: `code ${number}`, amount: 1 },
        about: {},
        madeAt: '',
        tries: 0,
        notBefore: 0,
      })
  })
  await shop.sendWaiting()
  expect(batches.map((items) => items.length)).toEqual([1000, 1000, 500])
  expect(batches.flat().map(({ id }) => Number(id))).toEqual([...Array(2_500).keys()])
})
