import { acceptanceMessage } from '../../../core/acceptance'
import { toBase64url, toHex } from '../../../core/bytes'
import { verifyCertificate } from '../../../core/certificate'
import { CodeError } from '../../../core/code-error'
import {
  checkCommunity,
  decodePaymentCode,
  type PaymentCode,
  verifyPaymentCode,
} from '../../../core/payment-code'
import { CURVE } from '../../../core/signature'
import { serverNow } from '../../../data/clock'
import { CannotStore } from '../../../data/keys'
import { ACCEPTED_KIND, type Acceptance, type ShopOffline, shopOffline } from '../../../data/offline/shop'
import { changed } from '../../../data/outbox'
import { answerOf } from '../../../data/outbox/database'
import { askToKeep } from '../../../data/outbox/eviction'
import { keep } from '../../../data/outbox/items'
import { ownKey } from '../../../data/own-key'
import { ApiError } from '../../../data/problem'
import type { CommunityBrief } from '../../../data/types'
import { formatCoins } from '../../../ui/money'
import { dayAfter, dayThere } from '../place'
import { type Accepted, ceilingPassed } from './ceilings'

export type ToAccept = {
  paymentId: string
  shopId: string
  community: CommunityBrief
  /** Minor units, as keyed in. */
  amount: number
  code: string
}

/** What was accepted is remembered longer than any certificate lives, days. */
const REMEMBERED = 60

/** Whether a code could be accepted without a network at all. */
export function carriesCertificate(text: string): boolean {
  try {
    return decodePaymentCode(text).certificate !== undefined
  } catch {
    return false
  }
}

/**
 * Accepts a code without a network: everything that this phone can check is checked, the acceptance is signed with
 * this phone's key, and it is on disk before this resolves. Throws ApiError with the first refusal: `offline_...`,
 * the names of docs/codes.md, `certificate_...`, `code_used`, `over_...`, `outbox_full`, `storage_full`, `cannot_store`.
 */
export async function acceptOffline(wanted: ToAccept): Promise<void> {
  try {
    const known = rulesOf(wanted.shopId)
    const code = await checked(wanted, known)
    await keepAcceptance(wanted, known, code)
  } catch (problem) {
    if (problem instanceof CodeError) throw new ApiError(problem.code, 0, { seconds: problem.seconds ?? 0 })
    throw problem instanceof CannotStore ? new ApiError('cannot_store') : problem
  }
  void askToKeep()
  await changed()
}

function rulesOf(shopId: string): ShopOffline {
  const known = shopOffline(shopId)
  if (!known) throw new ApiError('offline_rules_missing')
  if (!known.rules.allowance) throw new ApiError('offline_not_offered')
  if (serverNow() - known.fetchedAt > (known.rules.days ?? 7) * 86_400_000)
    throw new ApiError('offline_rules_old')
  return known
}

/** The code, both of whose signatures hold and which is for this amount, here and now. Throws CodeError, ApiError. */
async function checked(
  { code: text, community, amount }: ToAccept,
  known: ShopOffline,
): Promise<PaymentCode> {
  const now = new Date(serverNow())
  const code = decodePaymentCode(text)
  checkCommunity(code, community.number)
  if (!code.certificate) throw new ApiError('certificate_missing')
  const authorities = await Promise.all(known.certificate_keys.keys.map(importAuthority))
  const key = await verifyCertificate(code.certificate, community.number, authorities, code.keyId, now)
  if (known.revoked.includes(toHex(code.keyId))) throw new ApiError('code_key_revoked')
  await verifyPaymentCode(code, key, now)
  if (code.amount !== amount) throw new ApiError('code_amount_mismatch', 0, { amount: code.amount })
  return code
}

function importAuthority({ kty, crv, x, y }: JsonWebKey): Promise<CryptoKey> {
  const jwk = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  return crypto.subtle.importKey('jwk', jwk, CURVE, true, ['verify'])
}

/** In one transaction: not seen before, under every ceiling, then both kept. */
async function keepAcceptance(wanted: ToAccept, known: ShopOffline, code: PaymentCode): Promise<void> {
  const { paymentId, shopId, amount } = wanted
  const body = await signed(wanted)
  const accepted: Accepted = {
    shop: shopId,
    key: toHex(code.keyId),
    counter: code.counter,
    amount,
    day: dayThere(new Date(serverNow())),
    serial: code.certificate?.serial ?? 0,
    payment: paymentId,
  }
  const about = { amount }
  await keep({ id: paymentId, owner: shopId, kind: ACCEPTED_KIND, body, about }, async (_, store) => {
    const earlier = await answerOf<Accepted | undefined>(store.get([shopId, accepted.key, accepted.counter]))
    if (earlier) throw new ApiError('code_used')
    const passed = await passedCeiling(store, accepted, known, code)
    if (passed) throw new ApiError(passed, 0, { limit: limitSaid(passed, known, code, wanted) })
    store.put(accepted)
    await forgetOld(store, accepted)
  })
}

async function signed({ paymentId, shopId, amount, code }: ToAccept): Promise<Acceptance> {
  const key = await ownKey()
  const acceptedAt = Math.floor(serverNow() / 1000)
  const signature = await key.sign(await acceptanceMessage({ shopId, paymentId, acceptedAt, code }))
  return {
    code,
    amount,
    accepted_at: acceptedAt,
    key_id: key.keyIdHex,
    signature: toBase64url(signature),
  }
}

async function passedCeiling(
  store: IDBObjectStore,
  { shop, key, day, amount }: Accepted,
  { rules }: ShopOffline,
  { certificate }: PaymentCode,
): Promise<string | null> {
  const today = await answerOf<Accepted[]>(store.index('day').getAll([shop, day]))
  const ofPayer = await answerOf<Accepted[]>(store.getAll(IDBKeyRange.bound([shop, key], [shop, key, []])))
  return certificate ? ceilingPassed(rules, certificate, key, amount, today, ofPayer) : 'certificate_missing'
}

async function forgetOld(store: IDBObjectStore, { shop, day }: Accepted): Promise<void> {
  const range = IDBKeyRange.bound([shop, ''], [shop, dayAfter(day, -REMEMBERED)])
  for (const key of await answerOf(store.index('day').getAllKeys(range))) store.delete(key)
}

/** The ceiling of that name in coins, as it is said. */
function limitSaid(name: string, { rules }: ShopOffline, code: PaymentCode, { community }: ToAccept): string {
  const ceilings: Record<string, number | null | undefined> = {
    over_per_payment: rules.per_payment,
    over_payer_day: rules.payer_day,
    over_shop_day: rules.shop_day,
    over_allowance: code.certificate?.allowance,
  }
  return formatCoins(ceilings[name] ?? 0, community.currency)
}
