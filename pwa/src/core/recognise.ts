/** What is this text that a camera, a hand scanner or a person gave us? Only its kind: no check. */

import { isCardNumber, looksLikeCard, readCardNumber } from './card-code'
import { type Link, parseLink } from './links'
import { isShortCode, isTextCode, simplifyTyped } from './text-code'

export interface Recognised {
  readonly kind:
    | Link['kind']
    | 'payment_code'
    | 'wallet_card'
    | 'task_code'
    | 'text_code'
    | 'short_code'
    | 'unknown'
  /** What the next step needs: the code's text, JWS, token, letters or digits. */
  readonly value: string
  /** Of a link: the deployment that it belongs to, which may be another than ours. */
  readonly host: string | null
}

const LONGEST = 2048
const AROUND = /^[ \t\r\n\u00a0\ufeff]+|[ \t\r\n\u00a0\ufeff]+$/g
const AIM_IDENTIFIER = /^\]Q[0-9]/
const PAYMENT_CODE = /^WM[1-9][0-9]{0,3}:/i
const JWS = /^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*$/

const found = (kind: Recognised['kind'], value: string, host: string | null = null): Recognised => ({
  kind,
  value,
  host,
})

/** Says what `scanned` is. Never throws; a damaged code is still recognised as what it was. */
export function recognise(scanned: string): Recognised {
  if (scanned.length > LONGEST) return found('unknown', '')
  const text = scanned.replace(AROUND, '').replace(AIM_IDENTIFIER, '').replace(AROUND, '')
  if (PAYMENT_CODE.test(text)) return found('payment_code', text)
  if (looksLikeCard(text)) return found('wallet_card', numberIn(text))
  const link = parseLink(text)
  if (link) return found(link.kind, link.secret, link.host)
  if (JWS.test(text)) return found('task_code', text)
  const bare = simplifyTyped(text)
  if (isShortCode(bare)) return found('short_code', bare)
  if (isTextCode(bare)) return found('text_code', bare)
  if (isCardNumber(bare)) return found('wallet_card', bare)
  return found('unknown', text)
}

/** The stored form of a card's number; a damaged one as it is. */
function numberIn(text: string): string {
  try {
    return readCardNumber(text)
  } catch {
    return text
  }
}
