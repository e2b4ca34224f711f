/** Base45 (RFC 9285), canonical: each byte string has one text, and each text one byte string. */

import type { Bytes } from './bytes'
import { CodeError } from './code-error'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export function encodeBase45(content: Bytes): string {
  let text = ''
  for (let at = 0; at < content.length; at += 2) {
    const pair = at + 1 < content.length
    let value = pair ? (content[at] ?? 0) * 256 + (content[at + 1] ?? 0) : (content[at] ?? 0)
    for (let digit = 0; digit < (pair ? 3 : 2); digit++) {
      text += ALPHABET.charAt(value % 45)
      value = Math.floor(value / 45)
    }
  }
  return text
}

/** The bytes of canonical base45; anything else throws CodeError `code_unreadable`. */
export function decodeBase45(text: string): Bytes {
  if (text.length % 3 === 1) throw new CodeError('code_unreadable')
  const content: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3)
    const value = groupValue(group)
    if (value > (group.length === 3 ? 0xffff : 0xff)) throw new CodeError('code_unreadable')
    if (group.length === 3) content.push(value >> 8)
    content.push(value & 0xff)
  }
  return Uint8Array.from(content)
}

function groupValue(group: string): number {
  let value = 0
  for (let digit = group.length - 1; digit >= 0; digit--) {
    const index = ALPHABET.indexOf(group.charAt(digit))
    if (index < 0) throw new CodeError('code_unreadable')
    value = value * 45 + index
  }
  return value
}
