import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fromBase64url, toHex, utf8 } from '../../src/core/bytes'
import { checkSignature, importPublicKey, keyIdOf } from '../../src/core/signature'

type Keys = typeof import('../../src/data/keys')

/** The module as a new tab, or the app after a restart, loads it: same disk, empty memory. */
async function newTab(): Promise<Keys> {
  vi.resetModules()
  return import('../../src/data/keys')
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

afterEach(() => {
  vi.restoreAllMocks()
})

test('a device key signs, and its public half verifies it under its key id', async () => {
  const { deviceKey } = await newTab()
  const key = await deviceKey('samira')
  const spki = fromBase64url(key.publicKey)
  const message = utf8('hello')
  await checkSignature(await importPublicKey(spki), await key.sign(message), message)
  expect(key.keyId).toEqual(await keyIdOf(spki))
  expect(key.keyIdHex).toBe(toHex(key.keyId))
})

test('the same person keeps the same key after a restart, another person has another', async () => {
  const first = await (await newTab()).deviceKey('samira')
  const { deviceKey, findDeviceKey } = await newTab()
  expect((await deviceKey('samira')).keyIdHex).toBe(first.keyIdHex)
  expect((await findDeviceKey('samira'))?.keyIdHex).toBe(first.keyIdHex)
  expect((await deviceKey('kees')).keyIdHex).not.toBe(first.keyIdHex)
  expect(await findDeviceKey('fatma')).toBeNull()
})

test('two tabs that make a key at once get the same one', async () => {
  const tabs = [await newTab(), await newTab(), await newTab()]
  const keys = await Promise.all(tabs.map((tab) => tab.deviceKey('samira')))
  expect(new Set(keys.map((key) => key.keyIdHex)).size).toBe(1)
})

test('the private half cannot be exported', async () => {
  await (await newTab()).deviceKey('samira')
  const { openStore } = await import('../../src/data/store')
  const stored = await openStore('keys').get<{ privateKey: CryptoKey }>('key samira')
  expect(stored?.privateKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('pkcs8', stored?.privateKey as CryptoKey)).rejects.toThrow()
})

test('counters begin at 1, rise by one, and go on after a restart', async () => {
  const before = await newTab()
  const key = await before.deviceKey('samira')
  expect(await before.reserveCounter(key.keyIdHex)).toBe(1)
  expect(await before.reserveCounter(key.keyIdHex)).toBe(2)
  const after = await newTab()
  expect(await after.reserveCounter((await after.deviceKey('samira')).keyIdHex)).toBe(3)
})

test('tabs that reserve at the same time never get the same counter', async () => {
  const tabs = [await newTab(), await newTab(), await newTab()]
  const key = await (tabs[0] as Keys).deviceKey('samira')
  const counters = await Promise.all(
    Array.from({ length: 60 }, (_, turn) => (tabs[turn % 3] as Keys).reserveCounter(key.keyIdHex)),
  )
  expect([...counters].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
})

test('the counter goes on after what the server has seen, and never back', async () => {
  const { deviceKey, reserveCounter, continueAfter } = await newTab()
  const key = await deviceKey('samira')
  await continueAfter(key, 40)
  expect(await reserveCounter(key.keyIdHex)).toBe(41)
  await continueAfter(key, 3)
  expect(await reserveCounter(key.keyIdHex)).toBe(42)
})

test('a key whose counters are spent says so and does not start again', async () => {
  const { deviceKey, reserveCounter, continueAfter, CounterExhausted } = await newTab()
  const key = await deviceKey('samira')
  await continueAfter(key, 2 ** 32 - 2)
  expect(await reserveCounter(key.keyIdHex)).toBe(2 ** 32 - 1)
  await expect(reserveCounter(key.keyIdHex)).rejects.toThrow(CounterExhausted)
  await expect(reserveCounter(key.keyIdHex)).rejects.toThrow(CounterExhausted)
})

test('a forgotten key is gone, and the next one starts anew', async () => {
  const { deviceKey, forgetDeviceKey, findDeviceKey, reserveCounter } = await newTab()
  const old = await deviceKey('samira')
  await reserveCounter(old.keyIdHex)
  await forgetDeviceKey('samira')
  await forgetDeviceKey('samira')
  expect(await findDeviceKey('samira')).toBeNull()
  const next = await deviceKey('samira')
  expect(next.keyIdHex).not.toBe(old.keyIdHex)
  expect(await reserveCounter(next.keyIdHex)).toBe(1)
})

test('a browser that has no storage at all is a typed failure', async () => {
  globalThis.indexedDB = undefined as unknown as IDBFactory
  const { deviceKey, CannotStore } = await newTab()
  const failure = await deviceKey('samira').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CannotStore)
  expect((failure as InstanceType<typeof CannotStore>).code).toBe('cannot-store')
})

test('a browser that refuses to store a key is a typed failure', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('keys cannot be cloned in private mode', 'DataCloneError')
  })
  const { deviceKey, CannotStore } = await newTab()
  await expect(deviceKey('samira')).rejects.toThrow(CannotStore)
})

test('a browser that gives back another key than it was given is found out at once', async () => {
  const { deviceKey, findDeviceKey, CannotStore } = await newTab()
  const foreign = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    return put.call(this, { ...value, privateKey: foreign.privateKey }, key)
  })
  await expect(deviceKey('samira')).rejects.toThrow(CannotStore)
  expect(await findDeviceKey('samira')).toBeNull()
})
