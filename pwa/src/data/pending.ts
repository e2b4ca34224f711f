import { sendCommand } from './command'
import { isSettled } from './is-settled'
import type { Item } from './outbox/item'
import { drop, inSlot, newInSlot, putInSlot } from './outbox/items'
import { ownerNow } from './outbox/owners'
import { changed } from './outbox/running'
import { alone } from './outbox/sending'

export { isSettled } from './is-settled'

/** A command that moves coin, on this device's disk until somebody has seen what became of it. */
export type Pending<Body> = { id: string; body: Body; madeAt: string }

/** Where the browser keeps nothing: the command can be lost with the page, but never doubled. */
const memory = new Map<string, Item>()
const keyOf = (slot: string): string => `${ownerNow()} ${slot}`

/** What stands in a slot: one thing that a person does at a time, such as paying at one counter. */
export async function pendingIn<Body>(slot: string): Promise<Pending<Body> | undefined> {
  const kept = await inSlot(ownerNow(), slot).catch(() => undefined)
  return (kept ?? memory.get(keyOf(slot))) as Pending<Body> | undefined
}

/**
 * Gives a new command its id and stores it, before it is sent for the first time. `kind` is the collection that it
 * goes to; the outbox names it, and leads back to the screen on which it was made.
 */
export async function makePending<Body>(slot: string, body: Body, kind = 'slot'): Promise<Pending<Body>> {
  const item = newInSlot(ownerNow(), slot, kind, body, { path: globalThis.location?.pathname ?? '/' })
  memory.set(keyOf(slot), item)
  await putInSlot(item).catch(() => undefined)
  return item as Pending<Body>
}

/**
 * Frees the slot: the command is settled, and whoever gave it has seen how. What took its id over meanwhile, such as
 * a payment that was accepted without a network, stands in no slot and stays.
 */
export async function forgetPending(slot: string): Promise<void> {
  memory.delete(keyOf(slot))
  const standing = await inSlot(ownerNow(), slot).catch(() => undefined)
  if (standing) await drop([standing.id]).catch(() => undefined)
  void changed()
}

/**
 * Sends what stands in the slot, else `body` as a new command, and frees the slot once the server has accepted or
 * refused it. After a lost answer the same command goes out again with the same id, so it happens once.
 * Throws ApiError; after `offline` or a lost session the command stays.
 */
export async function sendOnce<Result>(slot: string, collection: string, body: unknown): Promise<Result> {
  const { id, body: kept } = (await pendingIn(slot)) ?? (await makePending(slot, body, collection))
  return alone(id, async () => {
    try {
      const result = await sendCommand<Result>(`/${collection}/${id}`, kept)
      await forgetPending(slot)
      return result
    } catch (problem) {
      if (isSettled(problem)) await forgetPending(slot)
      else void changed()
      throw problem
    }
  })
}
