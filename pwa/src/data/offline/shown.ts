import { newId } from '../../core/ids'
import { api } from '../client'
import { serverNow } from '../clock'
import { changed } from '../outbox'
import type { Item } from '../outbox/item'
import { change, doneWith, drop, keep, listed, read, refusedWith } from '../outbox/items'
import type { SendTogether } from '../outbox/kinds'
import { ownerNow } from '../outbox/owners'
import type { Payment } from '../types'

/** Codes for one amount that were shown to a shop without a network: one of them was taken, or none. */
export type Shown = {
  community: string
  key_id: string
  serial: number
  amount: number
  /** The counters of the first and the last code, both included. */
  from: number
  to: number
  /** Until when the shop may still bring it, by the server's clock, Unix milliseconds. */
  until: number
}
export type ShownItem = Item & { body: Shown }

export const SHOWN_KIND = 'offline-codes'
const MOST = 1_000
/** Between two looks at what became of something paid, milliseconds. */
const LOOK_EVERY = 60_000
/** How long after the certificate's date a shop's phone may come back, milliseconds. */
const LATE = 14 * 86_400_000

/**
 * Keeps on disk that a code is about to be shown; until somebody says otherwise it counts as spent. Throws ApiError
 * `outbox_full` or `storage_full`, and CannotStore: then it must not be shown.
 */
export async function noteShown(shown: Omit<Shown, 'until'>, expiresAt: number): Promise<ShownItem> {
  const id = newId()
  const body: Shown = { ...shown, until: expiresAt + LATE }
  const about = { amount: shown.amount, path: `/pay/shown/${id}` }
  const made = { id, owner: ownerNow(), kind: SHOWN_KIND, body, about, status: 'needs-you' as const }
  const item = (await keep(made)) as ShownItem
  await changed()
  return item
}

/** Another code for the same payment is about to be shown. */
export async function noteNext(item: ShownItem, counter: number): Promise<void> {
  item.body = { ...item.body, to: counter }
  await change(item.id, { body: item.body })
}

/** What the person says: the shop accepted it, or nothing was taken. */
export async function sayTaken({ id }: Item, taken: boolean): Promise<void> {
  if (taken) await change(id, { status: 'waiting' })
  else await drop([id])
  await changed()
}

export const readShown = async (id: string): Promise<ShownItem | undefined> => {
  const item = await read(id).catch(() => undefined)
  return item?.kind === SHOWN_KIND ? (item as ShownItem) : undefined
}

/** What was paid offline and is not booked yet, newest first; also what may have been. */
export async function unbooked(): Promise<ShownItem[]> {
  const found = await Promise.all(
    (['waiting', 'needs-you'] as const).map((status) => listed(ownerNow(), status, MOST).catch(() => [])),
  )
  return found
    .flat()
    .filter(({ kind }) => kind === SHOWN_KIND)
    .reverse() as ShownItem[]
}

/** Minor units that were paid offline with a certificate, by its serial, and are not booked yet. */
export async function spentOn(serial: number): Promise<number> {
  return (await unbooked())
    .filter(({ body }) => body.serial === serial)
    .reduce((sum, { body }) => sum + body.amount, 0)
}

/** Asks what became of what was paid offline; what no shop has brought yet keeps waiting. Throws ApiError. */
export const lookAtShown: SendTogether = async (items) => {
  const became = new Map<string, Partial<Item>>()
  for (const item of items as ShownItem[]) became.set(item.id, await fateOf(item))
  return became
}

/** Also those that nobody answered for, because the app was closed: the server may know. Never throws. */
export async function lookAtUnanswered(): Promise<void> {
  const items = (await unbooked()).filter(({ status }) => status === 'needs-you')
  for (const item of items) {
    const fate = await fateOf(item).catch(() => undefined)
    if (fate?.status) await change(item.id, fate)
  }
  if (items.length > 0) await changed()
}

async function fateOf({ body }: ShownItem): Promise<Partial<Item>> {
  const query = new URLSearchParams({ key_id: body.key_id, from: String(body.from) })
  const path = `/communities/${body.community}/my-codes?${query}`
  const { payments } = await api.get<{ payments: Payment[] }>(path)
  const found = payments.find(
    ({ code_counter, status }) => (code_counter ?? 0) <= body.to && status === 'paid',
  )
  if (found) return doneWith({ payment: found.id, shop: found.shop.name })
  if (serverNow() > body.until) return refusedWith({ code: 'offline_never_came', params: {} })
  return { notBefore: Date.now() + LOOK_EVERY }
}
