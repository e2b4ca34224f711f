/**
 * The payment request: a compact JWS (ES256) by the payee's device key, in a link or a QR. A "pay me" code is one
 * with neither amount nor words: docs/codes.md.
 */

import { type Bytes, fromBase64url, toBase64url } from './bytes'
import { CodeError } from './code-error'
import { idBytes } from './ids'
import {
  checkJws,
  checkType,
  idOf,
  JWS_VERSION,
  jwsHeader,
  type Members,
  numberOf,
  oneOf,
  readJws,
  signJws,
  textOf,
  unreadable,
} from './jws'
import { KEY_ID_LENGTH, type Signer } from './signature'
import { checkWindow } from './window'

export const PAYEE_KINDS = ['member', 'shop'] as const
export type PayeeKind = (typeof PAYEE_KINDS)[number]

export interface PaymentRequest {
  /** The community's number. */
  readonly community: number
  readonly kind: PayeeKind
  /** A person or an organisation. */
  readonly payeeId: string
  /** Minor units; 0: the payer names it. */
  readonly amount: number
  readonly words: string
  readonly requestId: string
  /** Unix seconds, as is `expiresAt`. */
  readonly issuedAt: number
  readonly expiresAt: number
  readonly keyId: Bytes
}

/** Characters (code points) of the words. */
export const LONGEST_WORDS = 80
const TYPE = 'wijkmunt-request+jwt'
const MOST = 0x7fff_ffff
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what words may not have
const CONTROLS = /[\u0000-\u001f\u007f]/

/** The protected header, members in signing order. */
export const requestHeader = (keyId: Bytes) => jwsHeader(keyId, TYPE)

/** The claims, members in signing order. */
export const requestClaims = (request: PaymentRequest) => ({
  v: JWS_VERSION,
  com: request.community,
  kind: request.kind,
  to: toBase64url(idBytes(request.payeeId)),
  amt: request.amount,
  memo: request.words,
  jti: toBase64url(idBytes(request.requestId)),
  iat: request.issuedAt,
  exp: request.expiresAt,
})

/** Asks for nothing, and says only who is paid. */
export const isStanding = ({ kind, amount, words }: PaymentRequest): boolean =>
  kind === 'member' && amount === 0 && words === ''

/** Signs a request; rejects with CodeError for what the format cannot carry. */
export async function signRequest(request: PaymentRequest, sign: Signer): Promise<string> {
  const [header, claims] = partsOf(request)
  contentOf(header, claims)
  return signJws(header, claims, sign)
}

/** Reads a request without verifying it: to look up community and key, and nothing else. */
export const readRequestUnverified = (jws: string): PaymentRequest => readJws(jws, contentOf, partsOf)

/** The content of `jws`, when `publicKey` signed it and `now` is in its window; else CodeError. */
export async function verifyRequest(jws: string, publicKey: CryptoKey, now: Date): Promise<PaymentRequest> {
  const request = readRequestUnverified(jws)
  await checkJws(jws, publicKey)
  checkRequestWindow(request, now)
  return request
}

/** Returns while the request can be paid; CodeError `request_expired` or `code_from_future` else. */
export function checkRequestWindow({ issuedAt, expiresAt }: PaymentRequest, now: Date): void {
  try {
    checkWindow(issuedAt, expiresAt, now)
  } catch (problem) {
    const late = problem instanceof CodeError && problem.code === 'code_expired'
    throw late ? new CodeError('request_expired', problem.seconds) : problem
  }
}

const partsOf = (request: PaymentRequest): [Members, Members] => [
  requestHeader(request.keyId),
  requestClaims(request),
]

function contentOf(header: Members, claims: Members): PaymentRequest {
  checkType(header, claims, TYPE)
  const request: PaymentRequest = {
    kind: oneOf(claims.kind, PAYEE_KINDS),
    community: numberOf(claims.com),
    payeeId: idOf(claims.to),
    amount: numberOf(claims.amt, MOST),
    words: textOf(claims.memo),
    requestId: idOf(claims.jti),
    issuedAt: numberOf(claims.iat),
    expiresAt: numberOf(claims.exp),
    keyId: fromBase64url(textOf(header.kid)),
  }
  if (request.keyId.length !== KEY_ID_LENGTH || request.issuedAt >= request.expiresAt) unreadable()
  if ([...request.words].length > LONGEST_WORDS || CONTROLS.test(request.words)) unreadable()
  return request
}
