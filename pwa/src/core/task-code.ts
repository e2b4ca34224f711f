/**
 * The task code: a compact JWS (ES256) that a coordinator's device key signs, printed as a link.
 * Header and claims have exactly these members, in this order, without white space: docs/codes.md.
 */

import { type Bytes, fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes'
import { CodeError } from './code-error'
import { idBytes, idText } from './ids'
import { checkSignature, KEY_ID_LENGTH, kidOf, type Signer } from './signature'
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

type Members = Readonly<Record<string, unknown>>

const ALGORITHM = 'ES256'
const TYPE = 'wijkmunt-task+jwt'
const VERSION = 1
const LONGEST_JWS = 1024
const UINT32_MAX = 0xffff_ffff
const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/

/** The protected header, members in signing order. */
export const taskHeader = (keyId: Bytes) => ({ alg: ALGORITHM, kid: kidOf(keyId), typ: TYPE })

/** The claims, members in signing order. */
export const taskClaims = (code: TaskCode) => ({
  v: VERSION,
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
  const message = [header, claims].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.')
  return `${message}.${toBase64url(await sign(utf8(message)))}`
}

/** Reads a task code without verifying it: for the key to look up, and nothing else. */
export function readTaskCodeUnverified(jws: string): TaskCode {
  const shape = jws.length <= LONGEST_JWS ? SHAPE.exec(jws) : null
  if (!shape) return unreadable()
  const [, header = '', claims = '', signature = ''] = shape
  fromBase64url(signature)
  const headerText = fromUtf8(fromBase64url(header))
  const claimsText = fromUtf8(fromBase64url(claims))
  const code = contentOf(readObject(headerText), readObject(claimsText))
  if (headerText !== JSON.stringify(taskHeader(code.keyId))) unreadable()
  if (claimsText !== JSON.stringify(taskClaims(code))) unreadable()
  return code
}

/** The content of `jws`, when `publicKey` signed it and `now` is in its window; else CodeError. */
export async function verifyTaskCode(jws: string, publicKey: CryptoKey, now: Date): Promise<TaskCode> {
  const code = readTaskCodeUnverified(jws)
  const end = jws.lastIndexOf('.')
  await checkSignature(publicKey, fromBase64url(jws.slice(end + 1)), utf8(jws.slice(0, end)))
  checkWindow(code.notBefore, code.expiresAt, now)
  return code
}

function unreadable(): never {
  throw new CodeError('code_unreadable')
}

function sameMembers(given: Members, ours: Members): boolean {
  const names = Object.keys(ours)
  return Object.keys(given).length === names.length && names.every((name) => given[name] === ours[name])
}

function readObject(text: string): Members {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unreadable()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return unreadable()
  if (JSON.stringify(value) !== text) return unreadable()
  return value as Members
}

function contentOf(header: Members, claims: Members): TaskCode {
  if (header.typ !== TYPE || !Number.isInteger(claims.v)) unreadable()
  if (claims.v !== VERSION) throw new CodeError('code_version_unknown')
  const code: TaskCode = {
    kind: kindOf(claims.kind),
    organisationId: idOf(claims.iss),
    taskId: idOf(claims.sub),
    community: uint32(claims.com),
    codeId: textOf(claims.jti),
    notBefore: uint32(claims.nbf),
    expiresAt: uint32(claims.exp),
    keyId: fromBase64url(textOf(header.kid)),
  }
  if (code.keyId.length !== KEY_ID_LENGTH || !isTextCode(code.codeId)) unreadable()
  if (code.notBefore >= code.expiresAt) unreadable()
  return code
}

function kindOf(value: unknown): TaskCodeKind {
  const text = textOf(value)
  const kind = TASK_CODE_KINDS.find((known) => known === text)
  if (!kind) throw new CodeError('code_version_unknown')
  return kind
}

function idOf(value: unknown): string {
  const content = fromBase64url(textOf(value))
  return content.length === 16 ? idText(content) : unreadable()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : unreadable()
}

function uint32(value: unknown): number {
  const number = typeof value === 'number' && Number.isInteger(value) ? value : -1
  return number >= 0 && number <= UINT32_MAX ? number : unreadable()
}
