import { newId } from '../core/ids'
import { sendCommand } from './command'
import { asApiError } from './problem'
import { me } from './session'
import { openStore } from './store'

/** A command that moves coin, on this device's disk until somebody has seen what became of it. */
export type Pending<Body> = { id: string; body: Body; madeAt: string }

const store = openStore('pending')
/** Where the browser keeps nothing: the command can be lost with the page, but never doubled. */
const memory = new Map<string, unknown>()

const keyOf = (slot: string): string => `${me.peek()?.person.id ?? ''} ${slot}`

/** What stands in a slot: one thing that a person does at a time, such as paying at one counter. */
export async function pendingIn<Body>(slot: string): Promise<Pending<Body> | undefined> {
  const key = keyOf(slot)
  const stored = await store.get<Pending<Body>>(key).catch(() => undefined)
  return stored ?? (memory.get(key) as Pending<Body> | undefined)
}

/** Gives a new command its id and stores it, before it is sent for the first time. */
export async function makePending<Body>(slot: string, body: Body): Promise<Pending<Body>> {
  const pending = { id: newId(), body, madeAt: new Date().toISOString() }
  memory.set(keyOf(slot), pending)
  await store.set(keyOf(slot), pending).catch(() => undefined)
  return pending
}

/** Frees the slot: the command is settled, and whoever gave it has seen how. */
export async function forgetPending(slot: string): Promise<void> {
  memory.delete(keyOf(slot))
  await store.remove(keyOf(slot)).catch(() => undefined)
}

/**
 * Sends what stands in the slot, else `body` as a new command, and frees the slot once the server has accepted or
 * refused it. After a lost answer the same command goes out again with the same id, so it happens once.
 * Throws ApiError; after `offline` or a lost session the command stays.
 */
export async function sendOnce<Result>(slot: string, collection: string, body: unknown): Promise<Result> {
  const { id, body: kept } = (await pendingIn(slot)) ?? (await makePending(slot, body))
  try {
    const result = await sendCommand<Result>(`/${collection}/${id}`, kept)
    await forgetPending(slot)
    return result
  } catch (problem) {
    if (isSettled(problem)) await forgetPending(slot)
    throw problem
  }
}

/** Whether a failure is the server's last word about a command: not a lost answer, nor a session or login to renew. */
export function isSettled(problem: unknown): boolean {
  const { retryable, status, code } = asApiError(problem)
  return !retryable && status >= 400 && status !== 401 && status !== 429 && code !== 'fresh_login_required'
}
