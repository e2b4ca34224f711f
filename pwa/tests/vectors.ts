/** The vectors that the Python tests read too: `tests/vectors` at the root of the repository. */

import { readFileSync } from 'node:fs'
import { fromBase64url } from '../src/core/bytes'
import { CodeError } from '../src/core/code-error'
import { CURVE, importPublicKey, type Signer, signerOf } from '../src/core/signature'

export function readVectors<Shape>(name: string): Shape {
  const file = new URL(`../../tests/vectors/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Shape
}

interface KeyVector {
  private_jwk: JsonWebKey
  spki: string
  key_id: string
}

export type KeyName = 'signer' | 'other' | 'authority'

export const KEYS = readVectors<Record<KeyName, KeyVector>>('keys')

export const publicKeys: Record<KeyName, CryptoKey> = {
  signer: await importPublicKey(fromBase64url(KEYS.signer.spki)),
  other: await importPublicKey(fromBase64url(KEYS.other.spki)),
  authority: await importPublicKey(fromBase64url(KEYS.authority.spki)),
}

export const signAs: Signer = signerOf(
  await crypto.subtle.importKey('jwk', KEYS.signer.private_jwk, CURVE, false, ['sign']),
)

export const at = (seconds: number): Date => new Date(seconds * 1000)

/** The code with which `work` fails, or null when it succeeds; any other failure passes through. */
export async function refusalOf(work: () => unknown): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof CodeError) return error.code
    throw error
  }
}

/** `content` with each of its bits turned, one at a time. */
export function* flipped(content: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let bit = 0; bit < content.length * 8; bit++) {
    const changed = content.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    yield changed
  }
}
