import { sendCommand } from '../command'
import { isSettled } from '../is-settled'
import { asApiError } from '../problem'
import type { Item, Why } from './item'
import { change, doneWith, drop, read, refusedWith } from './items'
import { underWay } from './state'

/** What only the person can add: the command waits for them, and the screen of `path` goes on with it. */
const ASKS_PERSON = new Set(['fresh_login_required', 'minutes_required', 'position_required'])

export type SendOptions = {
  /** Sent along at the first try and never kept: what must not lie on a disk. */
  passing?: object | undefined
  /** As in sendCommand. */
  pauses?: number[] | undefined
}

/**
 * Sends one command while its person waits for the answer. No other tab sends it meanwhile. What the server answered
 * is told to the caller and needs no keeping. Throws ApiError; after `offline` and the like the command stays.
 */
export function sendNow<Result>(item: Item, { passing, pauses }: SendOptions = {}): Promise<Result> {
  return alone(item.id, async () => {
    try {
      const body = passing ? { ...(item.body as object), ...passing } : item.body
      const result = await sendCommand<Result>(`/${item.kind}/${item.id}`, body, pauses)
      await forget(item)
      return result
    } catch (problem) {
      if (isSettled(problem)) await forget(item)
      throw problem
    }
  })
}

/** How sending by itself went: `settled`, `later` for this one, or `stop`: nothing gets through now. */
export type Sent = 'settled' | 'later' | 'stop'

/** Sends one command that had waited and keeps what became of it. Never asks the person for anything. */
export async function sendLater(id: string, now: number): Promise<Sent> {
  return alone(id, async () => {
    const item = await read(id)
    if (item?.status !== 'waiting') return 'settled'
    try {
      await change(id, doneWith(await sendCommand(`/${item.kind}/${item.id}`, item.body, [], true)))
      return 'settled'
    } catch (problem) {
      return afterFailure(item, problem, now)
    }
  })
}

/** What a failure means for something that waits; written down before this resolves. */
async function afterFailure(item: Item, problem: unknown, now: number): Promise<Sent> {
  const trouble = asApiError(problem)
  const why: Why = { code: trouble.code, params: trouble.params }
  if (trouble.code === 'offline' || trouble.status === 401) return 'stop'
  if (ASKS_PERSON.has(trouble.code)) await change(item.id, { status: 'needs-you', why })
  else if (isSettled(problem)) await change(item.id, refusedWith(why))
  else {
    await change(item.id, { tries: item.tries + 1, notBefore: now + pauseAfter(item.tries, trouble.params) })
    return 'later'
  }
  return 'settled'
}

const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 10 * 60_000

/** Twice as long each time, and not all phones at once, milliseconds; `retry_after` (seconds) is obeyed. */
export function pauseAfter(tries: number, params: Record<string, unknown> = {}): number {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 10))
  return Math.max(Number(params.retry_after ?? 0) * 1000, pause * (0.75 + Math.random() / 2))
}

/** Nobody else, in no other tab, does something with this command meanwhile. */
export async function alone<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  const told = async (): Promise<Result> => {
    underWay.value = new Set([...underWay.peek(), id])
    try {
      return await work()
    } finally {
      underWay.value = new Set([...underWay.peek()].filter((one) => one !== id))
    }
  }
  const locks = globalThis.navigator?.locks
  return locks ? (locks.request(`wm-command ${id}`, told) as Promise<Result>) : told()
}

/** Where nothing can be kept there is nothing to forget. */
const forget = ({ id }: Item): Promise<void> => drop([id]).catch(() => undefined)
