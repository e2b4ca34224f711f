/** ECDSA P-256 with SHA-256 through WebCrypto, which writes r and s as 32 bytes each. */

import { type Bytes, toBase64url, toHex } from './bytes'
import { CodeError } from './code-error'

export const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
export const SIGNATURE_LENGTH = 64
export const KEY_ID_LENGTH = 8

const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const
const SPKI_LENGTH = 91
/** Everything before x and y: the algorithm, the curve, and the sign of an uncompressed point. */
export const SPKI_START = '3059301306072a8648ce3d020106082a8648ce3d03010703420004'

/** Signs a message: the only thing that code makers need of a device key. */
export type Signer = (message: Bytes) => Promise<Bytes>

export function signerOf(privateKey: CryptoKey): Signer {
  return async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, message))
}

/** Resolves when `publicKey` made `signature`; rejects with CodeError `code_signature_bad`. */
export async function checkSignature(publicKey: CryptoKey, signature: Bytes, message: Bytes): Promise<void> {
  if (!(await crypto.subtle.verify(ALGORITHM, publicKey, signature, message))) {
    throw new CodeError('code_signature_bad')
  }
}

/** The verifying key in the canonical SPKI DER of a P-256 point; else CodeError `public_key_invalid`. */
export async function importPublicKey(spki: Bytes): Promise<CryptoKey> {
  const canonical = spki.length === SPKI_LENGTH && toHex(spki).startsWith(SPKI_START)
  if (!canonical) throw new CodeError('public_key_invalid')
  try {
    return await crypto.subtle.importKey('spki', spki, CURVE, true, ['verify'])
  } catch {
    throw new CodeError('public_key_invalid')
  }
}

/** The first 8 bytes of SHA-256 over the SPKI DER. */
export async function keyIdOf(spki: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).slice(0, KEY_ID_LENGTH)
}

/** A key id as the `kid` of a task code: 11 characters. */
export const kidOf = (keyId: Bytes): string => toBase64url(keyId)
