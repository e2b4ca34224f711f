/** Brings along what earlier versions of the app kept on this device. */

import type { Item } from './item'

/** A command as the first version of the outbox kept it. */
type FirstCommand = { id: string; kind: string; person: string; body: unknown; madeAt: string }
/** What stood in a slot, in a database of its own, under "PERSON SLOT". */
type FirstSlot = { id: string; body: unknown; madeAt: string }

const SLOTS = 'wijkmunt-pending'
const SLOT_STORE = 'values'

export function fromFirstVersion({ id, kind, person, body, madeAt }: FirstCommand): Item {
  return { id, owner: person, kind, status: 'waiting', body, about: {}, madeAt, tries: 0, notBefore: 0 }
}

function fromSlot(key: string, { id, body, madeAt }: FirstSlot): Item {
  const [owner = '', ...slot] = key.split(' ')
  return {
    ...fromFirstVersion({ id, kind: 'slot', person: owner, body, madeAt }),
    status: 'needs-you',
    slot: slot.join(' '),
  }
}

/**
 * Moves what stood in slots into the outbox, in one transaction, and deletes the old database after it. Interrupted
 * anywhere it starts again with the same ids.
 */
export async function moveSlots(outbox: IDBDatabase): Promise<void> {
  const old = await openOld()
  if (!old) return
  const found = await readAll(old)
  const transaction = outbox.transaction('items', 'readwrite', { durability: 'strict' })
  for (const [key, slot] of found) transaction.objectStore('items').put(fromSlot(key, slot))
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
  old.close()
  indexedDB.deleteDatabase(SLOTS)
}

/** The old database, or null when there is none: asking for it must not make one. */
function openOld(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const request = indexedDB.open(SLOTS)
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = (event) => {
      event.preventDefault()
      resolve(null)
    }
    request.onsuccess = () => resolve(request.result)
  })
}

function readAll(old: IDBDatabase): Promise<[string, FirstSlot][]> {
  return new Promise((resolve, reject) => {
    const found: [string, FirstSlot][] = []
    const request = old.transaction(SLOT_STORE).objectStore(SLOT_STORE).openCursor()
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const cursor = request.result
      if (!cursor) return resolve(found)
      found.push([String(cursor.key), cursor.value as FirstSlot])
      cursor.continue()
    }
  })
}
