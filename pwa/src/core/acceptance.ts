/** What a shop's device key signs when it accepts a code without a network: docs/codes.md. */

import { type Bytes, concat, utf8 } from './bytes'
import { idBytes } from './ids'

const DOMAIN = utf8('wijkmunt offline acceptance v1\0')

export interface Acceptance {
  readonly shopId: string
  readonly paymentId: string
  /** Unix seconds. */
  readonly acceptedAt: number
  /** The payment code's text, exactly as it was scanned. */
  readonly code: string
}

/** The bytes to sign with the shop's device key. */
export async function acceptanceMessage(acceptance: Acceptance): Promise<Bytes> {
  const seconds = new Uint8Array(4)
  new DataView(seconds.buffer).setUint32(0, acceptance.acceptedAt)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(acceptance.code)))
  return concat(DOMAIN, idBytes(acceptance.shopId), idBytes(acceptance.paymentId), seconds, digest)
}
