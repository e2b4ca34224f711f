import { newId } from '../../core/ids'
import { signRequest } from '../../core/payment-request'
import type { PaymentRequest, RequestBody, SplitBody, SplitDetail } from '../../data/api-types'
import { cachedSignal } from '../../data/cache'
import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { CannotStore } from '../../data/keys'
import { ownKey } from '../../data/own-key'
import { type Hat, me } from '../../data/session'

/** What somebody asks for: `amount` minor units, 0 for the payer to name; `until` RFC 3339. */
export type Ask = { amount: number; words: string; until: string; organisation?: string }

const DAY = 86_400_000
/** How long a "pay me" code is kept, and when a new one is made instead. Days. */
const KEPT = 365
const RENEWED = 60

type MyCode = { person: string; community: string; key: string; code: string; until: number }
const myCodes = cachedSignal<MyCode>('my-code')

/** RFC 3339, so many days from now. */
export const inDays = (days: number): string => new Date(serverNow() + days * DAY).toISOString()

/** Asks for coin: signed by this phone, or by the server where the phone keeps no key. Throws ApiError. */
export async function ask(
  worn: Hat,
  wanted: Ask,
  more: { many?: boolean; asked_id?: string | null } = {},
): Promise<PaymentRequest> {
  const id = newId()
  const body: RequestBody = { ...(await sourceOf(worn, id, wanted)), many: false, ...more }
  return api.put<PaymentRequest>(`/payment-requests/${id}`, body)
}

export type ShareWanted = { name: string; amount: number; contact: string | null }

/** Shares a bill: one request for each. Throws ApiError. */
export async function split(
  worn: Hat,
  bill: { words: string; own: number; until: string; shares: ShareWanted[] },
): Promise<SplitDetail> {
  const shares = await Promise.all(
    bill.shares.map(async ({ name, amount, contact }) => {
      const id = newId()
      const source = await sourceOf(worn, id, { amount, words: bill.words, until: bill.until })
      return { id, name, asked_id: contact, ...source }
    }),
  )
  const body: SplitBody = { community_id: worn.community.id, words: bill.words, own: bill.own, shares }
  return api.put<SplitDetail>(`/splits/${newId()}`, body)
}

/**
 * The "pay me" code of this person here, the same one for months, so that it can be printed. Made without a network
 * too, unless the phone keeps no key. Throws ApiError.
 */
export async function myCode(worn: Hat): Promise<string> {
  const person = me.peek()?.person.id ?? ''
  const community = worn.community.id
  const key = await keyOrNone()
  const kept = myCodes.peek()
  const fresh = kept && kept.until - serverNow() > RENEWED * DAY
  const fits = kept?.person === person && kept.community === community && kept.key === (key?.keyIdHex ?? '')
  if (kept && fresh && fits) return kept.code
  const until = inDays(KEPT)
  const wanted: Ask = { amount: 0, words: '', until }
  const code = key ? await signed(worn, newId(), wanted) : (await ask(worn, wanted)).code
  myCodes.value = { person, community, key: key?.keyIdHex ?? '', code, until: Date.parse(until) }
  return code
}

type Source = Pick<RequestBody, 'code' | 'terms'>

async function sourceOf(worn: Hat, id: string, wanted: Ask): Promise<Source> {
  if (await keyOrNone()) return { code: await signed(worn, id, wanted) }
  const { amount, words, until, organisation } = wanted
  const terms = { community_id: worn.community.id, amount, words, expires_at: until }
  return { terms: organisation ? { ...terms, organisation_id: organisation } : terms }
}

async function signed(worn: Hat, requestId: string, wanted: Ask): Promise<string> {
  const key = await ownKey()
  const { amount, words, until, organisation } = wanted
  const request = {
    community: worn.community.number,
    kind: organisation ? ('shop' as const) : ('member' as const),
    payeeId: organisation ?? me.peek()?.person.id ?? '',
    amount,
    words,
    requestId,
    issuedAt: Math.floor(serverNow() / 1000),
    expiresAt: Math.floor(Date.parse(until) / 1000),
    keyId: key.keyId,
  }
  return signRequest(request, key.sign)
}

async function keyOrNone() {
  try {
    return await ownKey()
  } catch (problem) {
    if (problem instanceof CannotStore) return null
    throw problem
  }
}
