/** The mark that payer and shop both see after a payment, computed on each phone from its id. */

import { idBytes } from './ids'

export const PAID_COLOURS = 12
export const PAID_WORDS = 24

export interface PaidMark {
  /** 0 to PAID_COLOURS - 1. */
  readonly colour: number
  /** 0 to PAID_WORDS - 1. */
  readonly word: number
}

/** Two bytes of SHA-256 over the 16 bytes of the payment's id choose the colour and the word. */
export async function paidMark(paymentId: string): Promise<PaidMark> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', idBytes(paymentId)))
  return { colour: (digest[0] ?? 0) % PAID_COLOURS, word: (digest[1] ?? 0) % PAID_WORDS }
}
