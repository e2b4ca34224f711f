/** What our compact JWS (ES256) have in common: exact headers, exact claims; docs/codes.md. */

import { type Bytes, fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes'
import { CodeError } from './code-error'
import { idText } from './ids'
import { checkSignature, kidOf, type Signer } from './signature'

export type Members = Readonly<Record<string, unknown>>

export const JWS_VERSION = 1
const LONGEST = 1024
const UINT32_MAX = 0xffff_ffff
const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/

/** The protected header of a format, members in signing order. */
export const jwsHeader = (keyId: Bytes, typ: string) => ({ alg: 'ES256', kid: kidOf(keyId), typ })

/** The compact JWS of these members in their order. */
export async function signJws(header: Members, claims: Members, sign: Signer): Promise<string> {
  const message = [header, claims].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.')
  return `${message}.${toBase64url(await sign(utf8(message)))}`
}

/**
 * Reads a JWS with `contentOf`, whose content must give exactly the same header and claims again. Nothing is
 * verified. Throws CodeError.
 */
export function readJws<Content>(
  jws: string,
  contentOf: (header: Members, claims: Members) => Content,
  partsOf: (content: Content) => [Members, Members],
): Content {
  const shape = jws.length <= LONGEST ? SHAPE.exec(jws) : null
  if (!shape) return unreadable()
  const [, header = '', claims = '', signature = ''] = shape
  fromBase64url(signature)
  const headerText = fromUtf8(fromBase64url(header))
  const claimsText = fromUtf8(fromBase64url(claims))
  const content = contentOf(readObject(headerText), readObject(claimsText))
  const [sameHeader, sameClaims] = partsOf(content)
  if (headerText !== JSON.stringify(sameHeader) || claimsText !== JSON.stringify(sameClaims)) unreadable()
  return content
}

/** Resolves when `publicKey` signed `jws`; rejects with CodeError `code_signature_bad`. */
export async function checkJws(jws: string, publicKey: CryptoKey): Promise<void> {
  const end = jws.lastIndexOf('.')
  await checkSignature(publicKey, fromBase64url(jws.slice(end + 1)), utf8(jws.slice(0, end)))
}

/** Throws unless header and claims are of this type and of the version that is known here. */
export function checkType(header: Members, claims: Members, typ: string): void {
  if (header.typ !== typ || !Number.isInteger(claims.v)) unreadable()
  if (claims.v !== JWS_VERSION) throw new CodeError('code_version_unknown')
}

export function unreadable(): never {
  throw new CodeError('code_unreadable')
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : unreadable()
}

export function idOf(value: unknown): string {
  const content = fromBase64url(textOf(value))
  return content.length === 16 ? idText(content) : unreadable()
}

/** A whole number from 0 to `most`. */
export function numberOf(value: unknown, most = UINT32_MAX): number {
  const number = typeof value === 'number' && Number.isInteger(value) ? value : -1
  return number >= 0 && number <= most ? number : unreadable()
}

/** One of `known`; anything else was made by a newer app. */
export function oneOf<Kind extends string>(value: unknown, known: readonly Kind[]): Kind {
  const text = textOf(value)
  const found = known.find((kind) => kind === text)
  if (!found) throw new CodeError('code_version_unknown')
  return found
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
