/** The wallet certificate: the community's word that a phone may pay without a network. docs/codes.md. */

import { MAX_AMOUNT } from './amounts'
import { type Bytes, concat, toHex, utf8 } from './bytes'
import { CodeError } from './code-error'
import { COMPRESSED_LENGTH, spkiOfCompressed } from './p256'
import { checkSignature, importPublicKey, keyIdOf, SIGNATURE_LENGTH } from './signature'
import { CLOCK_SKEW_SECONDS } from './window'

const DOMAIN = utf8('wijkmunt wallet certificate v1\0')
const CONTENT_LENGTH = COMPRESSED_LENGTH + 12

export const CERTIFICATE_LENGTH = CONTENT_LENGTH + SIGNATURE_LENGTH

/** As read: its content is only a claim until `verifyCertificate` has resolved. */
export interface Certificate {
  /** The wallet's device key, a compressed point. */
  readonly publicKey: Bytes
  /** Minor units that the phone may spend before it renews the certificate. */
  readonly allowance: number
  /** Unix seconds. */
  readonly expiresAt: number
  /** Which certificate of its community it is. */
  readonly serial: number
  readonly signature: Bytes
}

/** The 109 bytes that follow a payment code's signature. */
export function encodeCertificate(certificate: Certificate): Bytes {
  return concat(contentOf(certificate), certificate.signature)
}

/** Reads 109 bytes; CodeError `code_unreadable`, also for a key that is no point of the curve. */
export function decodeCertificate(binary: Bytes): Certificate {
  if (binary.length !== CERTIFICATE_LENGTH) throw new CodeError('code_unreadable')
  const view = new DataView(binary.buffer, binary.byteOffset)
  const certificate = {
    publicKey: binary.slice(0, COMPRESSED_LENGTH),
    allowance: view.getUint32(33),
    expiresAt: view.getUint32(37),
    serial: view.getUint32(41),
    signature: binary.slice(CONTENT_LENGTH),
  }
  const { allowance, serial } = certificate
  if (allowance < 1 || allowance > MAX_AMOUNT || serial < 1) throw new CodeError('code_unreadable')
  spkiOfCompressed(certificate.publicKey)
  return certificate
}

/**
 * The device key to check the code with, when `community` (its number) vouches for it at `now`.
 * `authorities` are the community's certificate keys, any of which may have signed. Rejects with
 * CodeError `certificate_bad`, then `certificate_expired`.
 */
export async function verifyCertificate(
  certificate: Certificate,
  community: number,
  authorities: readonly CryptoKey[],
  keyId: Bytes,
  now: Date,
): Promise<CryptoKey> {
  const spki = spkiOfCompressed(certificate.publicKey)
  const itsOwn = toHex(await keyIdOf(spki)) === toHex(keyId)
  if (!itsOwn || !(await isSigned(certificate, community, authorities))) {
    throw new CodeError('certificate_bad')
  }
  const late = now.getTime() / 1000 - certificate.expiresAt - CLOCK_SKEW_SECONDS
  if (late >= 0) throw new CodeError('certificate_expired', Math.floor(late))
  return importPublicKey(spki)
}

async function isSigned(
  certificate: Certificate,
  community: number,
  authorities: readonly CryptoKey[],
): Promise<boolean> {
  const number = new Uint8Array(4)
  new DataView(number.buffer).setUint32(0, community)
  const message = concat(DOMAIN, number, contentOf(certificate))
  for (const authority of authorities) {
    try {
      await checkSignature(authority, certificate.signature, message)
      return true
    } catch (problem) {
      if (!(problem instanceof CodeError)) throw problem
    }
  }
  return false
}

function contentOf({ publicKey, allowance, expiresAt, serial }: Certificate): Bytes {
  const content = new Uint8Array(CONTENT_LENGTH)
  const view = new DataView(content.buffer)
  content.set(publicKey)
  view.setUint32(33, allowance)
  view.setUint32(37, expiresAt)
  view.setUint32(41, serial)
  return content
}
