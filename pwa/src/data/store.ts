/**
 * Small durable stores on this device: one IndexedDB database each, keys to values.
 * Writes ask for `strict` durability, so that what was promised survives a flat battery.
 */

import { del, entries, get, set, type UseStore, update } from 'idb-keyval'

const STORE = 'values'

/** This browser keeps nothing (some private modes, a full disk, blocked site data). */
export class CannotStore extends Error {
  readonly code = 'cannot-store'

  constructor(cause: unknown) {
    super('cannot-store', { cause })
    this.name = 'CannotStore'
  }
}

/** Every method rejects with CannotStore when the browser refuses; a resolved write is on disk. */
export interface Store {
  get<Value>(key: string): Promise<Value | undefined>
  set(key: string, value: unknown): Promise<void>
  /** Replaces a value by what `change` makes of it, in one transaction; resolves to the new value. */
  update<Value>(key: string, change: (old: Value | undefined) => Value): Promise<Value>
  remove(key: string): Promise<void>
  /** All pairs in the order of their keys; UUIDv7 keys are therefore in the order of their making. */
  entries<Value>(): Promise<[string, Value][]>
}

/** The store of that name, for this origin. Opening costs nothing until it is used. */
export function openStore(name: string): Store {
  const use = durable(`wijkmunt-${name}`)
  return {
    get: <Value>(key: string) => refusing(() => get<Value>(key, use)),
    set: (key, value) => refusing(() => set(key, value, use)),
    update: (key, change) => refusing(() => updated(key, change, use)),
    remove: (key) => refusing(() => del(key, use)),
    entries: <Value>() => refusing(() => entries<string, Value>(use)),
  }
}

async function updated<Value>(
  key: string,
  change: (old: Value | undefined) => Value,
  use: UseStore,
): Promise<Value> {
  const made: { value?: Value } = {}
  const remember = (old: Value | undefined): Value => {
    made.value = change(old)
    return made.value
  }
  await update<Value>(key, remember, use)
  return made.value as Value
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new CannotStore(error)
  }
}

function durable(database: string): UseStore {
  let opened: Promise<IDBDatabase> | undefined
  const open = () => {
    opened ??= openDatabase(database, () => {
      opened = undefined
    })
    return opened
  }
  return async (mode, work) => {
    const transaction = (await open()).transaction(STORE, mode, { durability: 'strict' })
    return work(transaction.objectStore(STORE))
  }
}

/** `lost` is called when the connection cannot be used (again): browsers close idle ones. */
function openDatabase(name: string, lost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => {
      lost()
      reject(request.error)
    }
    request.onsuccess = () => {
      const database = request.result
      database.onclose = lost
      database.onversionchange = () => {
        lost()
        database.close()
      }
      resolve(database)
    }
  })
}
