import { cachedSignal } from '../cache'
import { api } from '../client'
import { serverNow } from '../clock'
import type { Item } from '../outbox/item'
import { doneWith, refusedWith } from '../outbox/items'
import type { SendTogether } from '../outbox/kinds'

/** The dated rule about accepting without a network; amounts in minor units, 0 in `allowance`: not offered. */
export type OfflineRules = {
  allowance: number
  per_payment: number
  payer_day: number
  shop_day: number
  days: number
  guaranteed_permille: number
}
type Keys = { keys: (JsonWebKey & { kid?: string })[] }

/** What a shop's phone needs to know to accept without a network, as last told. */
export type ShopOffline = {
  rules: OfflineRules
  certificate_keys: Keys
  /** Key ids, 16 hexadecimal digits, that are not to be accepted any more. */
  revoked: string[]
  /** By the server's clock, Unix milliseconds. */
  fetchedAt: number
}

const kept = cachedSignal<Record<string, ShopOffline>>('shop-offline')
export const shopOffline = (shopId: string): ShopOffline | undefined => kept.value?.[shopId]

/** Reads it again. Throws ApiError. */
export async function loadShopOffline(shopId: string): Promise<void> {
  const told = await api.get<Omit<ShopOffline, 'fetchedAt'>>(`/organisations/${shopId}/offline`)
  const { rules, certificate_keys, revoked } = told
  kept.value = { ...kept.peek(), [shopId]: { rules, certificate_keys, revoked, fetchedAt: serverNow() } }
}

export const ACCEPTED_KIND = 'offline-payments'

/** A payment that the shop accepted, as the server takes it; its id is the command's. */
export type Acceptance = {
  code: string
  amount: number
  /** Unix seconds, as signed. */
  accepted_at: number
  key_id: string
  signature: string
}
type Result = {
  id: string
  status: 'paid' | 'covered' | 'short' | 'refused'
  code: string | null
  amount: number
  received: number
  covered: number
}

/** Settles what a shop accepted, oldest first, in one call. Throws ApiError; then nothing is lost. */
export const settleAccepted: SendTogether = async (items) => {
  const [first] = items
  const { results } = await api.post<{ results: Result[] }>(
    `/organisations/${first?.owner}/offline-payments`,
    { items: items.map(({ id, body }) => ({ id, ...(body as Acceptance) })) },
  )
  return new Map(results.map((result) => [result.id, settled(result)]))
}

function settled({ status, code, amount, received, covered }: Result): Partial<Item> {
  if (status === 'paid' || status === 'covered') return doneWith({ received, covered })
  return refusedWith({ code: code ?? 'unexpected', params: { amount, received } })
}
