/** Bytes and the texts they travel in. */

import { CodeError } from './code-error'

export type Bytes = Uint8Array<ArrayBuffer>

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Bytes => encoder.encode(text)

/** The text of UTF-8 `content`; throws CodeError `code_unreadable` for anything else. */
export function fromUtf8(content: Bytes): string {
  try {
    return decoder.decode(content)
  } catch {
    throw new CodeError('code_unreadable')
  }
}

export function concat(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function toHex(content: Bytes): string {
  return Array.from(content, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of an even number of hexadecimal digits; a programming error otherwise. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new RangeError('not hexadecimal')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Base64url without padding (RFC 4648 section 5). */
export function toBase64url(content: Bytes): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of content) {
    held = ((held << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += BASE64URL.charAt((held >> bits) & 63)
    }
  }
  return bits ? text + BASE64URL.charAt((held << (6 - bits)) & 63) : text
}

/** The bytes of canonical base64url; padding, foreign characters, stray last bits throw CodeError. */
export function fromBase64url(text: string): Bytes {
  const content = new Uint8Array(Math.floor((text.length * 6) / 8))
  let at = 0
  let bits = 0
  let held = 0
  for (const character of text) {
    const value = BASE64URL.indexOf(character)
    if (value < 0) throw new CodeError('code_unreadable')
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      content[at++] = held >> bits
    }
  }
  if (bits >= 6 || held & ((1 << bits) - 1)) throw new CodeError('code_unreadable')
  return content
}
