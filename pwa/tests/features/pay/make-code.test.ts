import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { Storage } from 'happy-dom'
import { beforeEach, expect, test, vi } from 'vitest'
import { fromBase64url } from '../../../src/core/bytes'
import { decodePaymentCode, verifyPaymentCode } from '../../../src/core/payment-code'
import { importPublicKey } from '../../../src/core/signature'

type MakeCode = typeof import('../../../src/features/pay/make-code')
type Session = typeof import('../../../src/data/session')
type Keys = typeof import('../../../src/data/keys')

let pay: MakeCode
let session: Session
let keys: Keys

const COIN = { id: 'coin', name: 'ooievaar', plural: 'ooievaars', symbol: 'O', decimals: 2 }
const PLACE = { id: 'place', number: 7, slug: 'kanaleneiland', name: 'Kanaleneiland', currency: COIN }

/** A phone whose key is registered for this session already, and that has no network. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  vi.resetModules()
  vi.stubGlobal('localStorage', new Storage())
  session = await import('../../../src/data/session')
  keys = await import('../../../src/data/keys')
  pay = await import('../../../src/features/pay/make-code')
  session.signedInAs({
    person: { id: 'samira', display_name: 'Samira', language: 'nl' },
    session_id: 'session',
    fresh_until: null,
    memberships: [{ community: PLACE, organisation: null, role: 'member' }],
    has_passkey: true,
  })
  const { keyIdHex } = await keys.deviceKey('samira')
  localStorage.setItem('wm.key', `${keyIdHex} session`)
})

function worn() {
  const hat = session.hat.value
  if (!hat) throw new Error('no hat')
  return hat
}

test('without a network a code is made here, signed by the own key, each with the next counter', async () => {
  const first = await pay.makeCode(worn(), 600)
  const second = await pay.makeCode(worn(), 600)
  const { publicKey } = await keys.deviceKey('samira')
  const code = decodePaymentCode(second.text)
  await verifyPaymentCode(code, await importPublicKey(fromBase64url(publicKey)), new Date())
  expect(code).toMatchObject({ exact: true, amount: 600, community: 7, counter: first.counter + 1 })
  expect(second).toMatchObject({ byServer: false, counter: code.counter })
})

test('an open code carries the no-questions limit; when it is unknown the shop always has to ask', async () => {
  expect(decodePaymentCode((await pay.makeCode(worn(), null)).text)).toMatchObject({
    exact: false,
    amount: 0,
  })
  session.wallet.value = { account_id: 'a', balance: 14_200, limit: 2500, recent: [], notices: 0, owes: 0 }
  expect(decodePaymentCode((await pay.makeCode(worn(), null)).text)).toMatchObject({ amount: 2500 })
})
