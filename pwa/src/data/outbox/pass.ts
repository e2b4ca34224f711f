import { asApiError } from '../problem'
import type { Item } from './item'
import { change, changeAll, listed, refusedWith } from './items'
import { serverKinds } from './kinds'
import { alone, type Sent, sendLater } from './sending'

/** What a pass left: whether it got through, and when something that was put off may go again, Unix milliseconds. */
export type Passed = { stopped: boolean; soonest: number }

/** How much is read at a time; as much as the server takes in one call of the kinds that are sent together. */
const PART = 1_000
/** So many in a row put off mean that the server, not the command, is in trouble. */
const TIRED = 3
const EVERY_SECOND = 1_000

/**
 * Sends what waits for these owners, oldest first, each once, until nothing gets through. `onProgress` is told now and
 * then, so that a long queue can be seen getting shorter.
 */
export async function pass(
  owners: string[],
  onProgress: () => Promise<unknown>,
  now = Date.now(),
): Promise<Passed> {
  const passed: Passed = { stopped: false, soonest: Number.POSITIVE_INFINITY }
  for (const owner of owners) {
    let after = ''
    while (!passed.stopped) {
      const part = await listed(owner, 'waiting', PART, after)
      after = part.at(-1)?.id ?? ''
      await sendPart(part, passed, now, onProgress)
      await onProgress()
      if (part.length < PART) break
    }
  }
  return passed
}

async function sendPart(
  part: Item[],
  passed: Passed,
  now: number,
  onProgress: () => Promise<unknown>,
): Promise<void> {
  for (const { notBefore } of part) if (notBefore > now) passed.soonest = Math.min(passed.soonest, notBefore)
  const ready = part.filter(({ notBefore }) => notBefore <= now)
  for (const [kind, together] of Object.entries(serverKinds)) {
    const mine = ready.filter((item) => item.kind === kind)
    await sendTogether(mine, together, passed, now)
  }
  let putOff = 0
  let told = now
  for (const { id, kind } of ready) {
    if (passed.stopped) return
    if (kind in serverKinds) continue
    const sent = await sendLater(id, now)
    putOff = sent === 'later' ? putOff + 1 : 0
    note(sent, passed, now)
    if (putOff >= TIRED) passed.stopped = true
    if (Date.now() - told < EVERY_SECOND) continue
    told = Date.now()
    await onProgress()
  }
}

type Together = (typeof serverKinds)[string]
/** Statuses of a call that could not be read, or was too large: one of its parts is why. */
const UNREADABLE = new Set([413, 422])

/** What the server takes in one call; its answer is on disk before the next call. */
async function sendTogether(items: Item[], send: Together, passed: Passed, now: number): Promise<void> {
  const [oldest] = items
  if (!oldest || passed.stopped) return
  try {
    const became = await alone(`together ${oldest.owner}`, () => send(items))
    await changeAll(became)
    for (const { notBefore = 0 } of became.values())
      if (notBefore > now) passed.soonest = Math.min(passed.soonest, notBefore)
  } catch (problem) {
    if (UNREADABLE.has(asApiError(problem).status)) return sendHalves(items, send, passed, now)
    await keepWaiting(oldest, problem)
    passed.stopped = true
  }
}

/** Finds the one that the server cannot read, so that it does not hold the others up. */
async function sendHalves(items: Item[], send: Together, passed: Passed, now: number): Promise<void> {
  const [only] = items
  if (items.length > 1) {
    const half = Math.ceil(items.length / 2)
    await sendTogether(items.slice(0, half), send, passed, now)
    await sendTogether(items.slice(half), send, passed, now)
  } else if (only) await change(only.id, refusedWith({ code: 'invalid_request', params: {} }))
}

/** The whole call was refused, which says nothing about what was in it: all of it waits, and the oldest says why. */
async function keepWaiting(oldest: Item, problem: unknown): Promise<void> {
  const { code, params } = asApiError(problem)
  if (code !== 'offline') await change(oldest.id, { why: { code, params } })
}

function note(sent: Sent, passed: Passed, now: number): void {
  if (sent === 'stop') passed.stopped = true
  if (sent === 'later') passed.soonest = Math.min(passed.soonest, now + 5_000)
}
