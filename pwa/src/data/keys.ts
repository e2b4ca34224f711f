/**
 * The device key: a non-extractable ECDSA P-256 key of one person in this browser, and its counter.
 *
 * Key and counter live in one database, so they are lost together: a new key starts at 1, and no
 * key ever meets a counter that it used before.
 */

import { type Bytes, toBase64url, toHex, utf8 } from '../core/bytes'
import { CURVE, checkSignature, keyIdOf, type Signer, signerOf } from '../core/signature'
import { CannotStore, openStore } from './store'

export { CannotStore } from './store'

export interface DeviceKey {
  readonly keyId: Bytes
  /** The key id as the API writes it: 16 hexadecimal digits. */
  readonly keyIdHex: string
  /** The public half for registration: SPKI DER, base64url. */
  readonly publicKey: string
  readonly sign: Signer
}

interface StoredKey {
  readonly privateKey: CryptoKey
  readonly spki: Bytes
}

/** A key has no counters left (after four thousand million codes): make a new one. */
export class CounterExhausted extends Error {
  readonly code = 'counter-exhausted'
}

const LAST_COUNTER = 0xffff_ffff
const TRIAL = utf8('wijkmunt device key trial v1\0')

const store = openStore('keys')
const keyName = (personId: string): string => `key ${personId}`
const counterName = (keyIdHex: string): string => `counter ${keyIdHex}`

/** The person's key in this browser, or null when there is none yet. Rejects with CannotStore. */
export async function findDeviceKey(personId: string): Promise<DeviceKey | null> {
  const stored = await store.get<StoredKey>(keyName(personId))
  return stored ? describe(stored) : null
}

/**
 * The person's key in this browser, made and tried when there is none. Two tabs that ask at once
 * get the same key. Rejects with CannotStore where the browser cannot keep it or sign with it.
 */
export async function deviceKey(personId: string): Promise<DeviceKey> {
  const found = await findDeviceKey(personId)
  if (found) return found
  const made = await generate()
  await store.update<StoredKey>(keyName(personId), (old) => old ?? made)
  return tried(personId)
}

/** Forgets the person's key and its counter: it was revoked, or the person signs out for good. */
export async function forgetDeviceKey(personId: string): Promise<void> {
  const key = await findDeviceKey(personId)
  if (!key) return
  await store.remove(keyName(personId))
  await store.remove(counterName(key.keyIdHex))
}

/**
 * The next counter of a key, from 1, on disk before this resolves and never given again: not to
 * another tab (one read-and-write transaction), not after a restart. Reserve first, then show.
 * Rejects with CannotStore or CounterExhausted.
 */
export function reserveCounter(keyIdHex: string): Promise<number> {
  return advance(keyIdHex, (last) => last + 1)
}

/** Continue after `used`, which the server has seen from this key; a smaller number changes nothing. */
export async function continueAfter(key: DeviceKey, used: number): Promise<void> {
  await advance(key.keyIdHex, (last) => Math.max(last, used))
}

async function advance(keyIdHex: string, next: (last: number) => number): Promise<number> {
  const counter = await store.update<number>(counterName(keyIdHex), (last = 0) =>
    Math.min(next(last), LAST_COUNTER + 1),
  )
  if (counter > LAST_COUNTER) throw new CounterExhausted()
  return counter
}

async function generate(): Promise<StoredKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  return { privateKey: pair.privateKey, spki }
}

/** Some browsers store a key and give back something useless: read it again and sign with it. */
async function tried(personId: string): Promise<DeviceKey> {
  try {
    const stored = await store.get<StoredKey>(keyName(personId))
    if (!stored) throw new Error('the key was not kept')
    const key = await describe(stored)
    const publicKey = await crypto.subtle.importKey('spki', stored.spki, CURVE, false, ['verify'])
    await checkSignature(publicKey, await key.sign(TRIAL), TRIAL)
    return key
  } catch (error) {
    await store.remove(keyName(personId)).catch(() => undefined)
    throw error instanceof CannotStore ? error : new CannotStore(error)
  }
}

async function describe({ privateKey, spki }: StoredKey): Promise<DeviceKey> {
  const keyId = await keyIdOf(spki)
  return { keyId, keyIdHex: toHex(keyId), publicKey: toBase64url(spki), sign: signerOf(privateKey) }
}
