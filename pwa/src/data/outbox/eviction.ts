import { signal } from '@preact/signals'
import { newId } from '../../core/ids'
import { answerOf, within } from './database'

/** What this phone remembers outside the database: which one it was, and how much had not been sent. */
const MARK = 'wm.outbox'
const LOST = 'wm.outbox.lost'
type Mark = { born: string; open: number; at: string }
/** How many things were gone when the browser had cleaned up, and when that was noticed, RFC 3339. */
export type Lost = { count: number; at: string }

/** What the browser threw away before it was sent; stays until somebody has seen it. */
export const lost = signal<Lost | null>(parsed<Lost>(LOST))

/**
 * Notices that the browser has cleaned this database up: it is a new one, while the mark outside tells of another.
 * Nothing can bring back what was in it, so that is said.
 */
export async function lookForLosses(): Promise<void> {
  const before = parsed<Mark>(MARK)
  const fresh = newId()
  const born = await within(['meta'], 'readwrite', async (stores) => {
    const known = await answerOf<string | undefined>(stores('meta').get('born'))
    if (!known) stores('meta').put(fresh, 'born')
    return known ?? fresh
  })
  if (before && before.born !== born && before.open > 0) {
    lost.value = { count: before.open + (lost.peek()?.count ?? 0), at: new Date().toISOString() }
    localStorage.setItem(LOST, JSON.stringify(lost.peek()))
  }
  if (before?.born !== born) mark({ born, open: 0, at: new Date().toISOString() })
}

/** Remembers outside the database how much is in it that was not sent. */
export function noteOpen(open: number): void {
  const before = parsed<Mark>(MARK)
  if (before && before.open !== open) mark({ ...before, open, at: new Date().toISOString() })
}

export function lossSeen(): void {
  lost.value = null
  localStorage.removeItem(LOST)
}

/** Asks the browser to clean up elsewhere first. True when it promises; some ask the person, so only when it matters. */
export async function askToKeep(): Promise<boolean> {
  const storage = globalThis.navigator?.storage
  if (!storage?.persist) return false
  return (await storage.persisted().catch(() => false)) || (await storage.persist().catch(() => false))
}

/** Whether the browser has promised; undefined where it does not tell. */
export async function isKept(): Promise<boolean | undefined> {
  return globalThis.navigator?.storage?.persisted?.().catch(() => undefined)
}

const mark = (what: Mark): void => localStorage.setItem(MARK, JSON.stringify(what))

function parsed<T>(key: string): T | null {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}
