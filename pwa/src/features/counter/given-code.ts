import { isCardNumber } from '../../core/card-code'
import { recognise } from '../../core/recognise'
import { readTaskCodeUnverified } from '../../core/task-code'

/** What a camera, a hand scanner or a cashier gave: a code or a card to take a payment with, or why it is none. */
export type GivenCode =
  | { code: string }
  | { card: string }
  | { note: string }
  | { not: 'poster' | 'invitation' | 'request' | 'unknown' }

const OTHERS = {
  task_link: 'poster',
  task_code: 'poster',
  text_code: 'poster',
  enrolment_link: 'invitation',
  payment_request: 'request',
  unknown: 'unknown',
} as const

/** Only its kind is looked at; whether the code is good is the server's to say. */
export function givenCode(text: string): GivenCode {
  const { kind, value } = recognise(text)
  if (kind === 'payment_code' || kind === 'short_code') return { code: value }
  if (kind === 'wallet_card') return isCardNumber(value) ? { card: value } : { not: 'unknown' }
  return isNote(value) ? { note: value } : { not: OTHERS[kind] }
}

/** Whether a signed code is a note; whether it is good is the server's to say. */
function isNote(jws: string): boolean {
  try {
    return readTaskCodeUnverified(jws).kind === 'note'
  } catch {
    return false
  }
}

/** The note in what was scanned or typed: a signed code, or the letters under it; null when it is none. */
export function noteIn(text: string): string | null {
  const { kind, value } = recognise(text)
  if (kind === 'text_code') return value
  return (kind === 'task_link' || kind === 'task_code') && isNote(value) ? value : null
}
