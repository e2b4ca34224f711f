/**
 * The outbox's database on this device. Every write asks for `strict` durability: once it resolves it is on disk,
 * so that what was promised survives a flat battery.
 */

import { CannotStore } from '../store'
import { fromFirstVersion, moveSlots } from './upgrade'

const NAME = 'wijkmunt-outbox'
const VERSION = 2
/** Before the outbox had indexes its commands stood under their ids in this store. */
const FIRST_STORE = 'values'

export type StoreName = 'items' | 'accepted' | 'meta'
type Stores = (name: StoreName) => IDBObjectStore

let opened: Promise<IDBDatabase> | undefined

/**
 * Runs `work` in one transaction over `names`; it may await requests of these stores and nothing else. Resolves when
 * the transaction is on disk. Rejects with CannotStore where the browser refuses, and with whatever `work` throws;
 * then nothing was written.
 */
export async function within<Result>(
  names: StoreName[],
  mode: IDBTransactionMode,
  work: (stores: Stores) => Promise<Result>,
): Promise<Result> {
  const transaction = await begin(names, mode)
  const finished = ended(transaction)
  finished.catch(() => undefined)
  const result = await work((name) => transaction.objectStore(name)).catch((problem) => {
    if (!transaction.error) abort(transaction)
    throw problem instanceof DOMException ? new CannotStore(problem) : problem
  })
  await finished
  return result
}

/** What a request of IndexedDB answers. */
export function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function begin(names: StoreName[], mode: IDBTransactionMode): Promise<IDBTransaction> {
  for (let tried = 0; ; tried++) {
    try {
      opened ??= open()
      return (await opened).transaction(names, mode, { durability: 'strict' })
    } catch (problem) {
      opened = undefined
      if (tried > 0) throw new CannotStore(problem)
    }
  }
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(new CannotStore(transaction.error))
  })
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It had ended by itself.
  }
}

async function open(): Promise<IDBDatabase> {
  const database = await openAt()
  const forget = (): void => {
    opened = undefined
  }
  database.onclose = forget
  database.onversionchange = () => {
    forget()
    database.close()
  }
  await moveSlots(database)
  return database
}

function openAt(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => build(request.result, request.transaction as IDBTransaction)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}

/** The stores of this version; commands of the first version come along in the same transaction. */
function build(database: IDBDatabase, transaction: IDBTransaction): void {
  const items = database.createObjectStore('items', { keyPath: 'id' })
  items.createIndex('turn', ['owner', 'status', 'id'])
  items.createIndex('same', ['owner', 'same'])
  items.createIndex('slot', ['owner', 'slot'])
  const accepted = database.createObjectStore('accepted', { keyPath: ['shop', 'key', 'counter'] })
  accepted.createIndex('day', ['shop', 'day'])
  database.createObjectStore('meta')
  if (!database.objectStoreNames.contains(FIRST_STORE)) return
  const before = transaction.objectStore(FIRST_STORE).getAll()
  before.onsuccess = () => {
    for (const command of before.result) items.put(fromFirstVersion(command))
    database.deleteObjectStore(FIRST_STORE)
  }
}
