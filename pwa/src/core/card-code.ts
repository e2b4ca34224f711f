/** The number of a wallet card: `WC1:` and twelve characters in its QR, `XXXX-XXXX-XXXX` below it. */

import { CodeError } from './code-error'
import { simplifyTyped } from './text-code'

const PREFIX = 'WC1:'
const NUMBER = /^(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{12}$/
const SCANNED = /^(WC[1-9][0-9]{0,3}:)(.*)$/i

/** Whether `text` is a card's number in its stored form: at least one letter, no dash. */
export const isCardNumber = (text: string): boolean => text.length === 12 && NUMBER.test(text)

/** Whether `text` begins as a card's QR of some version does, readable or not. */
export const looksLikeCard = (text: string): boolean => SCANNED.test(text)

/** The number as it stands on the card: `K7QM-42XD-9PRT`. */
export const showCardNumber = (number: string): string =>
  `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`

/** What the card's QR holds. */
export const cardText = (number: string): string => PREFIX + number

/** The stored form of a number that was scanned or typed; throws CodeError for other text. */
export function readCardNumber(given: string): string {
  const scanned = SCANNED.exec(given.trim())
  if (scanned && scanned[1]?.toUpperCase() !== PREFIX) throw new CodeError('code_version_unknown')
  const number = simplifyTyped(scanned?.[2] ?? given)
  if (!isCardNumber(number)) throw new CodeError('code_unreadable')
  return number
}
