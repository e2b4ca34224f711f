/**
 * The outbox: everything that moves coin is on this device's disk before it is sent, and stays there until the server
 * has answered it. It survives a restart and an update of the app, and goes out with the same id as often as needed.
 */

import { newId } from '../../core/ids'
import { ApiError, asApiError } from '../problem'
import { askToKeep } from './eviction'
import { type About, type Item, OPEN } from './item'
import { drop, keep } from './items'
import { ownerNow } from './owners'
import { changed, tryLater } from './running'
import { type SendOptions, sendNow } from './sending'

export type { About, Item, Status, Why } from './item'
export { MOST } from './item'
export { listed } from './items'
export { ownersNow } from './owners'
export { changed, sendWaiting, startOutbox } from './running'
export { counts, underWay } from './state'

export type StoreOptions = SendOptions & { about?: About }

/**
 * Does something that moves coin, once: kept, then sent. The same content again, after a lost answer or a restart, is
 * the same command with the same id. Throws ApiError: a refusal ends the command, `offline` leaves it waiting, and
 * it goes out by itself. Where the browser keeps nothing it lives in memory: it can be lost, but never doubled.
 */
export async function sendStored<Result>(
  kind: string,
  body: unknown,
  { about, ...options }: StoreOptions = {},
): Promise<Result> {
  const made = { owner: ownerNow(), kind, body, ...(about && { about }) }
  let notKept: unknown
  const item = await keep(made).catch((problem: unknown): Item => {
    notKept = problem
    return inMemory(made)
  })
  try {
    return await sendNow<Result>(item, options)
  } catch (problem) {
    await changed()
    tryLater()
    const stays = asApiError(problem).retryable && notKept
    throw stays && notKept instanceof ApiError ? notKept : problem
  }
}

/** Keeps something to be sent when the network is back. Throws ApiError `outbox_full`, `storage_full`, CannotStore. */
export async function keepForLater(kind: string, body: unknown, about: About): Promise<Item> {
  const item = await keep({ owner: ownerNow(), kind, body, about })
  void askToKeep()
  await changed()
  return item
}

/** What became of these was seen: nothing more is to be told about them. What is not settled stays. */
export async function forgetSeen(items: Item[]): Promise<void> {
  await drop(items.filter(({ status }) => !OPEN.includes(status)).map(({ id }) => id))
  await changed()
}

const memory: Item[] = []

function inMemory(made: { owner: string; kind: string; body: unknown }): Item {
  const content = JSON.stringify(made)
  const earlier = memory.find(({ same }) => same === content)
  if (earlier) return earlier
  const item: Item = { ...made, ...EMPTY, id: newId(), madeAt: new Date().toISOString(), same: content }
  memory.push(item)
  return item
}

const EMPTY = { status: 'waiting', about: {}, tries: 0, notBefore: 0 } as const
