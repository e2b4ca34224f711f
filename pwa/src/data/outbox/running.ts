import { effect } from '@preact/signals'
import { online } from '../client'
import { me } from '../session'
import { lookForLosses, noteOpen } from './eviction'
import { counted, forgetOldest } from './items'
import { ownersNow } from './owners'
import { pass } from './pass'
import { pauseAfter } from './sending'
import { counts, showCounts } from './state'

/** Between tabs: something in the outbox is not as it was. */
const CHANGED = 'wm-outbox'
const channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANGED) : undefined
// In Node an open channel keeps a process alive.
;(channel as { unref?: () => void } | undefined)?.unref?.()

let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0
let running: Promise<void> | undefined
let started = false
/** How much of what went through is kept for somebody to see. */
const MOST_DONE = 200
/** Browsers do not always tell that the network is back, so it is looked for at least this often, milliseconds. */
const LONGEST_PAUSE = 60_000

/** From now on what waits is sent by itself: when the network or the person is back, and with growing pauses. */
export function startOutbox(): void {
  if (started) return
  started = true
  void lookForLosses().catch(() => undefined)
  if (channel) channel.onmessage = () => void recount()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendWaiting()
  })
  effect(() => {
    if (!me.value) return showCounts({ waiting: 0, 'needs-you': 0, done: 0, refused: 0 })
    if (online.value) void sendWaiting()
    else void recount().then(tryLater)
  })
}

/** Sends what waits, oldest first, until one does not get through; when another tab does it, that tab goes on. */
export function sendWaiting(): Promise<void> {
  running ??= sendOnceOver().finally(() => {
    running = undefined
  })
  return running
}

/** What waits is tried again soon, whatever the browser says about its network. */
export function tryLater(): void {
  clearTimeout(timer)
  if (!started || counts.peek().waiting === 0) return
  timer = setTimeout(() => void sendWaiting(), pauseAfter(0))
}

async function sendOnceOver(): Promise<void> {
  clearTimeout(timer)
  const passed = await onlyHere(passOnce)
  await changed()
  if (!passed) tryLater()
}

/** Runs `work` unless another tab is at it, or a page that is just being left; false then. */
async function onlyHere(work: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks
  const run = (): Promise<boolean> => work().then(() => true)
  return locks ? locks.request('wm-outbox', { ifAvailable: true }, (held) => (held ? run() : false)) : run()
}

async function passOnce(): Promise<void> {
  const { stopped, soonest } = await pass(ownersNow(), recount).catch(() => ({ stopped: true, soonest: 0 }))
  failures = stopped ? failures + 1 : 0
  for (const owner of ownersNow()) await forgetOldest(owner, MOST_DONE).catch(() => undefined)
  const left = await recount()
  if (left === 0) return
  const pause = stopped
    ? Math.min(LONGEST_PAUSE, pauseAfter(failures - 1))
    : Math.max(1_000, soonest - Date.now())
  if (Number.isFinite(pause)) timer = setTimeout(() => void sendWaiting(), pause)
}

/** Counts anew here and tells the other tabs; call it after something was kept, settled or seen. */
export async function changed(): Promise<void> {
  channel?.postMessage('changed')
  await recount()
}

/** Counts what is in the outbox; resolves to how much waits. */
async function recount(): Promise<number> {
  const found = await counted(ownersNow()).catch(() => undefined)
  if (!found) return 0
  showCounts(found)
  noteOpen(found.waiting + found['needs-you'])
  return found.waiting
}
