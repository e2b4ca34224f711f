import { newId } from '../../core/ids'
import { ApiError } from '../problem'
import { answerOf, within } from './database'
import { type About, type Item, MOST, OPEN, type Status, type Why } from './item'
import { roomIsLeft } from './room'

export type New = Pick<Item, 'owner' | 'kind' | 'body'> & {
  /** When it was needed before, for instance to be signed. */
  id?: string
  about?: About
  slot?: string
  status?: Status
}

/**
 * Keeps a new command on disk; while the same content of the same owner is not settled, that command is answered
 * instead, also to two tabs that ask at once. `also` writes beside it, in the same transaction, and may refuse by
 * throwing. Throws ApiError `outbox_full` or `storage_full`, and CannotStore.
 */
export async function keep(
  made: New,
  also?: (item: Item, accepted: IDBObjectStore) => Promise<void>,
): Promise<Item> {
  if (!(await roomIsLeft())) throw new ApiError('storage_full')
  const same = await digest(made)
  return within(['items', 'accepted'], 'readwrite', async (stores) => {
    const items = stores('items')
    const earlier = await answerOf<Item | undefined>(items.index('same').get([made.owner, same]))
    if (earlier) return earlier
    if ((await openCount(items, made.owner)) >= MOST) throw new ApiError('outbox_full', 0, { count: MOST })
    const item = fresh(made, same)
    await also?.(item, stores('accepted'))
    items.put(item)
    return item
  })
}

function fresh({ status = 'waiting', about = {}, ...made }: New, same: string): Item {
  return {
    id: newId(),
    madeAt: new Date().toISOString(),
    tries: 0,
    notBefore: 0,
    status,
    about,
    same,
    ...made,
  }
}

/** One command by its id; undefined once it is gone. */
export const read = (id: string): Promise<Item | undefined> =>
  within(['items'], 'readonly', (stores) => answerOf<Item | undefined>(stores('items').get(id)))

/** What an owner has in a state, oldest first, after the id `after`; the order of an index, so part by part. */
export function listed(owner: string, status: Status, most: number, after = ''): Promise<Item[]> {
  const range = IDBKeyRange.bound([owner, status, after], [owner, status, []], true)
  return within(['items'], 'readonly', (stores) =>
    answerOf<Item[]>(stores('items').index('turn').getAll(range, most)),
  )
}

export type Counts = Record<Status, number>

/** How many things these owners have in each state. */
export function counted(owners: string[]): Promise<Counts> {
  const counts: Counts = { waiting: 0, 'needs-you': 0, done: 0, refused: 0 }
  return within(['items'], 'readonly', async (stores) => {
    const turn = stores('items').index('turn')
    for (const owner of owners)
      for (const status of Object.keys(counts) as Status[])
        counts[status] += await answerOf(turn.count(IDBKeyRange.bound([owner, status], [owner, status, []])))
    return counts
  })
}

/** Writes down what became of commands, all of them or none. A settled one can be made again as another command. */
export function changeAll(changes: Map<string, Partial<Item>>): Promise<void> {
  return within(['items'], 'readwrite', async (stores) => {
    const items = stores('items')
    for (const [id, change] of changes) {
      const before = await answerOf<Item | undefined>(items.get(id))
      if (!before) continue
      const { same: _same, ...settled } = { ...before, ...change }
      items.put(OPEN.includes(settled.status) ? { ...before, ...change } : settled)
    }
  })
}

export const change = (id: string, what: Partial<Item>): Promise<void> => changeAll(new Map([[id, what]]))

/** How a command ends that the server took, or refused for a reason. */
export const doneWith = (result?: unknown): Partial<Item> => ({
  status: 'done',
  settledAt: new Date().toISOString(),
  ...(result !== undefined && { result }),
})
export const refusedWith = (why: Why): Partial<Item> => ({
  status: 'refused',
  settledAt: new Date().toISOString(),
  why,
})

/** Forgets commands: somebody has seen what became of them, at once or later. */
export function drop(ids: string[]): Promise<void> {
  return within(['items'], 'readwrite', async (stores) => {
    for (const id of ids) stores('items').delete(id)
  })
}

/** Forgets what went through long ago and nobody came to see, so that the outbox does not grow for ever. */
export function forgetOldest(owner: string, most: number): Promise<void> {
  const range = IDBKeyRange.bound([owner, 'done'], [owner, 'done', []])
  return within(['items'], 'readwrite', async (stores) => {
    const turn = stores('items').index('turn')
    const surplus = (await answerOf(turn.count(range))) - most
    if (surplus <= 0) return
    for (const id of await answerOf(turn.getAllKeys(range, surplus))) stores('items').delete(id)
  })
}

/** What stands in a slot. */
export const inSlot = (owner: string, slot: string): Promise<Item | undefined> =>
  within(['items'], 'readonly', (stores) =>
    answerOf<Item | undefined>(stores('items').index('slot').get([owner, slot])),
  )

/** Puts a command in a slot, instead of whatever stood there. */
export function putInSlot(item: Item): Promise<void> {
  return within(['items'], 'readwrite', async (stores) => {
    const items = stores('items')
    const earlier = await answerOf(items.index('slot').getAllKeys([item.owner, item.slot ?? '']))
    for (const id of earlier) items.delete(id)
    items.put(item)
  })
}

export const newInSlot = (owner: string, slot: string, kind: string, body: unknown, about: About): Item => ({
  ...fresh({ owner, kind, body, about, slot, status: 'needs-you' }, ''),
  same: `slot ${slot}`,
})

async function openCount(items: IDBObjectStore, owner: string): Promise<number> {
  let count = 0
  for (const status of OPEN)
    count += await answerOf(
      items.index('turn').count(IDBKeyRange.bound([owner, status], [owner, status, []])),
    )
  return count
}

async function digest({ kind, body }: New): Promise<string> {
  const content = new TextEncoder().encode(`${kind} ${JSON.stringify(body)}`)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  return btoa(String.fromCharCode(...hash))
}
