/** The eight characters under a printed code, shown as `K7QM-42XD`: Crockford's base32, no I L O U. */

import { latinDigits } from './amounts'
import { CodeError } from './code-error'

const TEXT_CODE = /^(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{8}$/
const SEPARATORS = /[ \t\r\n\u00a0\u2010-\u2015\u2212-]+/g
const LONGEST_TYPED = 64
const LOOKALIKES: Record<string, string> = { O: '0', I: '1', L: '1', '\u0130': '1', '\u0131': '1' }

/** Whether `text` is a text code in its stored form: at least one letter, no dash. */
export const isTextCode = (text: string): boolean => text.length === 8 && TEXT_CODE.test(text)

/** Whether `text` is the eight digits that stand for a payment code on the server. */
export const isShortCode = (text: string): boolean => text.length === 8 && /^[0-9]{8}$/.test(text)

/** `K7QM42XD` as people read it: `K7QM-42XD`. */
export const showTextCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** The stored form of a typed text code; throws CodeError `code_unreadable` for other text. */
export function normaliseTextCode(typed: string): string {
  const code = simplifyTyped(typed)
  if (!isTextCode(code)) throw new CodeError('code_unreadable')
  return code
}

/** What was typed, without separators, in the letters and digits that codes use; unchecked. */
export function simplifyTyped(typed: string): string {
  if (typed.length > LONGEST_TYPED) return ''
  return latinDigits(typed)
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[OIL\u0130\u0131]/g, (letter) => LOOKALIKES[letter] ?? letter)
}
