import type { CertificateKeys, OfflineRules, Results, ShopCache } from '../api-types'
import { cachedSignal } from '../cache'
import { api } from '../client'
import { serverNow } from '../clock'
import type { Item } from '../outbox/item'
import { doneWith, refusedWith } from '../outbox/items'
import type { SendTogether } from '../outbox/kinds'

/** What a shop's phone needs to know to accept without a network, as last told. */
export type ShopOffline = {
  rules: OfflineRules
  certificate_keys: CertificateKeys
  /** Key ids, 16 hexadecimal digits, that are not to be accepted any more. */
  revoked: string[]
  /** By the server's clock, Unix milliseconds. */
  fetchedAt: number
}

const kept = cachedSignal<Record<string, ShopOffline>>('shop-offline')
export const shopOffline = (shopId: string): ShopOffline | undefined => kept.value?.[shopId]

/** Reads it again. Throws ApiError. */
export async function loadShopOffline(shopId: string): Promise<void> {
  const told = await api.get<ShopCache>(`/organisations/${shopId}/offline`)
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
/** Settles what a shop accepted, oldest first, in one call. Throws ApiError; then nothing is lost. */
export const settleAccepted: SendTogether = async (items) => {
  const [first] = items
  const { results } = await api.post<Results>(`/organisations/${first?.owner}/offline-payments`, {
    items: items.map(({ id, body }) => ({ id, ...(body as Acceptance) })),
  })
  return new Map(results.map((result) => [result.id, settled(result)]))
}

function settled({ status, code, amount, received, covered }: Results['results'][number]): Partial<Item> {
  if (status === 'paid' || status === 'covered') return doneWith({ received, covered })
  return refusedWith({ code: code ?? 'unexpected', params: { amount, received } })
}
