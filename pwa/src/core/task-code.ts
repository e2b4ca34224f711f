/**
 * The task code: a compact JWS (ES256) that a coordinator's device key signs, printed as a link.
 * Header and claims have exactly these members, in this order, without white space: docs/codes.md.
 */

import { type Bytes, fromBase64url, toBase64url } from './bytes'
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
import { isTextCode } from './text-code'
import { checkWindow } from './window'

export const TASK_CODE_KINDS = ['poster', 'voucher', 'live', 'check-in', 'check-out', 'note'] as const
export type TaskCodeKind = (typeof TASK_CODE_KINDS)[number]

export interface TaskCode {
  readonly kind: TaskCodeKind
  readonly organisationId: string
  readonly taskId: string
  /** The community's number. */
  readonly community: number
  /** The text code, eight characters. */
  readonly codeId: string
  /** Unix seconds, as is `expiresAt`. */
  readonly notBefore: number
  readonly expiresAt: number
  readonly keyId: Bytes
}

/** What the server prepared for the phone to sign; the order of the members does not matter. */
export interface PreparedTaskCode {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

const TYPE = 'wijkmunt-task+jwt'

/** The protected header, members in signing order. */
export const taskHeader = (keyId: Bytes) => jwsHeader(keyId, TYPE)

/** The claims, members in signing order. */
export const taskClaims = (code: TaskCode) => ({
  v: JWS_VERSION,
  kind: code.kind,
  iss: toBase64url(idBytes(code.organisationId)),
  sub: toBase64url(idBytes(code.taskId)),
  com: code.community,
  jti: code.codeId,
  nbf: code.notBefore,
  exp: code.expiresAt,
})

/**
 * Signs what the server prepared, after reading it: a device key signs nothing that it does not
 * understand. Rejects with CodeError when it is no task code.
 */
export async function signTaskCode(prepared: PreparedTaskCode, sign: Signer): Promise<string> {
  const code = contentOf(prepared.header, prepared.claims)
  const header = taskHeader(code.keyId)
  const claims = taskClaims(code)
  if (!sameMembers(prepared.header, header) || !sameMembers(prepared.claims, claims)) unreadable()
  return signJws(header, claims, sign)
}

/** Reads a task code without verifying it: for the key to look up, and nothing else. */
export const readTaskCodeUnverified = (jws: string): TaskCode =>
  readJws(jws, contentOf, (code) => [taskHeader(code.keyId), taskClaims(code)])

/** The content of `jws`, when `publicKey` signed it and `now` is in its window; else CodeError. */
export async function verifyTaskCode(jws: string, publicKey: CryptoKey, now: Date): Promise<TaskCode> {
  const code = readTaskCodeUnverified(jws)
  await checkJws(jws, publicKey)
  checkWindow(code.notBefore, code.expiresAt, now)
  return code
}

function sameMembers(given: Members, ours: Members): boolean {
  const names = Object.keys(ours)
  return Object.keys(given).length === names.length && names.every((name) => given[name] === ours[name])
}

function contentOf(header: Members, claims: Members): TaskCode {
  checkType(header, claims, TYPE)
  const code: TaskCode = {
    kind: oneOf(claims.kind, TASK_CODE_KINDS),
    organisationId: idOf(claims.iss),
    taskId: idOf(claims.sub),
    community: numberOf(claims.com),
    codeId: textOf(claims.jti),
    notBefore: numberOf(claims.nbf),
    expiresAt: numberOf(claims.exp),
    keyId: fromBase64url(textOf(header.kid)),
  }
  if (code.keyId.length !== KEY_ID_LENGTH || !isTextCode(code.codeId)) unreadable()
  if (code.notBefore >= code.expiresAt) unreadable()
  return code
}
