/** The payment code: on the payer's screen, scanned by the shop, good once. Format: docs/codes.md. */

import { MAX_AMOUNT } from './amounts'
import { decodeBase45, encodeBase45 } from './base45'
import { type Bytes, concat, utf8 } from './bytes'
import { CERTIFICATE_LENGTH, type Certificate, decodeCertificate, encodeCertificate } from './certificate'
import { CodeError } from './code-error'
import { checkSignature, KEY_ID_LENGTH, SIGNATURE_LENGTH, type Signer } from './signature'
import { checkWindow } from './window'

export const PAYMENT_CODE_PREFIX = 'WM1:'
/** How long a code is good after it was made; CLOCK_SKEW_SECONDS comes on top. */
export const PAYMENT_CODE_LIFE_SECONDS = 60
/** How often the payer's screen makes a new one. */
export const PAYMENT_CODE_RENEW_SECONDS = 30

const DOMAIN = utf8('wijkmunt payment code v1\0')
const VERSION = 1
const FLAG_EXACT = 1
const FLAG_CERTIFICATE = 2
const FLAGS = [0, FLAG_EXACT, FLAG_EXACT | FLAG_CERTIFICATE]
const CONTENT_LENGTH = 25
const PLAIN_LENGTH = CONTENT_LENGTH + SIGNATURE_LENGTH
const LONGEST_TEXT = 400
const UINT32_MAX = 0xffff_ffff

export interface UnsignedPaymentCode {
  /** True: `amount` is the sum to take and no other. False: it is the payer's no-questions limit. */
  readonly exact: boolean
  /** The community's number. */
  readonly community: number
  readonly keyId: Bytes
  /** From 1, never twice for one key. */
  readonly counter: number
  /** Unix seconds. */
  readonly issuedAt: number
  /** Minor units: exact from 1, limit from 0, both to MAX_AMOUNT. */
  readonly amount: number
  /** For a shop without a network, on an exact code only. */
  readonly certificate?: Certificate | undefined
}

/** As read: its content is only a claim until `verifyPaymentCode` has resolved. */
export interface PaymentCode extends UnsignedPaymentCode {
  readonly signature: Bytes
}

/** The 25 bytes that come before the signature; RangeError for what the layout cannot carry. */
export function encodeUnsigned(code: UnsignedPaymentCode): Bytes {
  if (!isEncodable(code)) throw new RangeError('payment code out of range')
  const content = new Uint8Array(CONTENT_LENGTH)
  const view = new DataView(content.buffer)
  const flags = (code.exact ? FLAG_EXACT : 0) | (code.certificate ? FLAG_CERTIFICATE : 0)
  view.setUint8(0, (VERSION << 4) | flags)
  view.setUint32(1, code.community)
  content.set(code.keyId, 5)
  view.setUint32(13, code.counter)
  view.setUint32(17, code.issuedAt)
  view.setUint32(21, code.amount)
  return content
}

function isEncodable(code: UnsignedPaymentCode): boolean {
  const within = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  return (
    (code.exact || !code.certificate) &&
    code.keyId.length === KEY_ID_LENGTH &&
    within(code.community, 0, UINT32_MAX) &&
    within(code.counter, 1, UINT32_MAX) &&
    within(code.issuedAt, 0, UINT32_MAX) &&
    within(code.amount, code.exact ? 1 : 0, MAX_AMOUNT)
  )
}

/** The whole text, ready for a QR of version 6-M, or 10-M with a certificate. */
export async function signPaymentCode(code: UnsignedPaymentCode, sign: Signer): Promise<string> {
  const content = encodeUnsigned(code)
  const signature = await sign(concat(DOMAIN, content))
  const after = code.certificate ? encodeCertificate(code.certificate) : new Uint8Array()
  return PAYMENT_CODE_PREFIX + encodeBase45(concat(content, signature, after))
}

/** Reads a payment code; throws CodeError `code_unreadable` or `code_version_unknown`. */
export function decodePaymentCode(text: string): PaymentCode {
  const binary = decodeBase45(bodyOf(text))
  const first = binary[0]
  if (first === undefined) throw new CodeError('code_unreadable')
  if (first >> 4 !== VERSION || !FLAGS.includes(first & 0x0f)) throw new CodeError('code_version_unknown')
  const after = first & FLAG_CERTIFICATE ? CERTIFICATE_LENGTH : 0
  if (binary.length !== PLAIN_LENGTH + after) throw new CodeError('code_unreadable')
  const code = contentOf(binary)
  if (!isEncodable(code)) throw new CodeError('code_unreadable')
  return code
}

function contentOf(binary: Bytes): PaymentCode {
  const view = new DataView(binary.buffer)
  return {
    exact: (view.getUint8(0) & FLAG_EXACT) !== 0,
    community: view.getUint32(1),
    keyId: binary.slice(5, 13),
    counter: view.getUint32(13),
    issuedAt: view.getUint32(17),
    amount: view.getUint32(21),
    signature: binary.slice(CONTENT_LENGTH, PLAIN_LENGTH),
    certificate: binary.length > PLAIN_LENGTH ? decodeCertificate(binary.slice(PLAIN_LENGTH)) : undefined,
  }
}

function bodyOf(text: string): string {
  if (text.length > LONGEST_TEXT) throw new CodeError('code_unreadable')
  if (text.startsWith(PAYMENT_CODE_PREFIX)) return text.slice(PAYMENT_CODE_PREFIX.length)
  throw new CodeError(/^WM[1-9][0-9]{0,3}:/.test(text) ? 'code_version_unknown' : 'code_unreadable')
}

/** Throws CodeError `code_wrong_community` unless the code is for `community`. */
export function checkCommunity(code: PaymentCode, community: number): void {
  if (code.community !== community) throw new CodeError('code_wrong_community')
}

/** Resolves when `publicKey` signed `code` and `now` lies in its window; else rejects with CodeError. */
export async function verifyPaymentCode(code: PaymentCode, publicKey: CryptoKey, now: Date): Promise<void> {
  await checkSignature(publicKey, code.signature, concat(DOMAIN, encodeUnsigned(code)))
  checkWindow(code.issuedAt, code.issuedAt + PAYMENT_CODE_LIFE_SECONDS, now)
}
