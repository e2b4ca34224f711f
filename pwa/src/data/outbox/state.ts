import { signal } from '@preact/signals'
import { outboxBadge, waitingCommands } from '../waiting'
import type { Counts } from './items'

/** The ids of what is being sent by this tab now. */
export const underWay = signal<ReadonlySet<string>>(new Set())

/** How many things are in each state, as last counted. */
export const counts = signal<Counts>({ waiting: 0, 'needs-you': 0, done: 0, refused: 0 })

/** Takes over what was counted, for the screens that show it. */
export function showCounts(counted: Counts): void {
  counts.value = counted
  waitingCommands.value = counted.waiting
  outboxBadge.value = counted.waiting + counted['needs-you'] + counted.refused
}
