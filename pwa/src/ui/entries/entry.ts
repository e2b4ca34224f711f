import { computed, signal } from '@preact/signals'
import type { MessageKey } from '../../i18n'
import type { IconName } from '../Icon'

/** For whom the app works now; the same words as the kinds of a hat. */
export type EntryRole = 'resident' | 'shop' | 'coordinator' | 'issuer' | 'treasurer'

/** Where that is: the ids of the community, and of the organisation for a shop and a coordinator ('' for others). */
export type Whereabouts = { community: string; organisation: string; kind: EntryRole }

/** Under which heading an entry stands, in this order. */
export const GROUPS = ['work', 'money', 'people', 'rules', 'own'] as const
export type EntryGroup = (typeof GROUPS)[number]

/** Something that waits for this person: how many, in words, and where to go for it. */
export type Waiting = {
  count: (where: Whereabouts, abort: AbortSignal) => Promise<number>
  /** A text with `{count}`: "{count, plural, one {# uitgifte wacht} other {# uitgiften wachten}} op jouw handtekening". */
  text: MessageKey
  /** Where it is dealt with, when that is not the entry's own path. */
  path?: (where: Whereabouts) => string
}

/** One way into a feature, offered to some roles on the overview, in the laptop's rail, and on "me" for residents. */
export type Entry = {
  roles: readonly EntryRole[]
  group: EntryGroup
  /** Small numbers stand first in their group. */
  order: number
  icon: IconName
  /** One or two words; and in one short line what it is for. */
  label: MessageKey
  text?: MessageKey
  path: (where: Whereabouts) => string
  /** Leaves an entry out where it makes no sense, for instance at an organisation of another kind. */
  fits?: (where: Whereabouts) => boolean
  waiting?: Waiting
}

/** Every feature's entries; filled by the app once screens other than the first may be drawn. */
export const entries = signal<readonly Entry[]>([])

/** The entries of a place, by heading; headings without entries are left out. */
export function entriesAt(
  where: Whereabouts,
  all: readonly Entry[] = entries.value,
): { group: EntryGroup; entries: Entry[] }[] {
  const mine = all
    .filter(({ roles, fits }) => roles.includes(where.kind) && (fits?.(where) ?? true))
    .sort((a, b) => a.order - b.order)
  return GROUPS.map((group) => ({ group, entries: mine.filter((one) => one.group === group) })).filter(
    (found) => found.entries.length > 0,
  )
}

const counts = signal<ReadonlyMap<Entry, number>>(new Map())
let asked = { place: '', at: 0 }
const FRESH = 20_000

/** How many things wait behind an entry, as last known. */
export const waitingAt = (entry: Entry): number => counts.value.get(entry) ?? 0

/** How many things wait behind all entries together. */
export const waitingInAll = computed(() => [...counts.value.values()].reduce((sum, count) => sum + count, 0))

/**
 * Asks every entry of a place how much waits behind it. A count that cannot be read keeps what was known. Asks at most
 * every 20 seconds, unless `now` or the place is another one.
 */
export async function countWaiting(where: Whereabouts, now = false): Promise<void> {
  const place = `${where.kind} ${where.community} ${where.organisation}`
  const elsewhere = place !== asked.place
  if (!now && !elsewhere && Date.now() - asked.at < FRESH) return
  asked = { place, at: Date.now() }
  const kept = elsewhere ? new Map<Entry, number>() : counts.peek()
  const abort = new AbortController().signal
  const found = await Promise.all(
    entriesAt(where)
      .flatMap((group) => group.entries)
      .filter(({ waiting }) => waiting)
      .map(async (entry): Promise<[Entry, number]> => {
        const known = kept.get(entry) ?? 0
        return [entry, (await entry.waiting?.count(where, abort).catch(() => known)) ?? known]
      }),
  )
  if (asked.place === place) counts.value = new Map(found)
}

/** Goes up whenever something was dealt with; who shows counts asks again then. */
export const dealtWith = signal(0)

/** Call it after something was dealt with, so that the counts are asked again. */
export function countsChanged(): void {
  asked = { place: asked.place, at: 0 }
  dealtWith.value++
}
