import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { CannotStore, openStore } from '../../src/data/store'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

test('what is set is got, changed and removed', async () => {
  const store = openStore('test')
  expect(await store.get('a')).toBeUndefined()
  await store.set('a', { coins: 6 })
  expect(await store.get('a')).toEqual({ coins: 6 })
  expect(await store.update<{ coins: number }>('a', (old) => ({ coins: (old?.coins ?? 0) + 1 }))).toEqual({
    coins: 7,
  })
  await store.remove('a')
  expect(await store.entries()).toEqual([])
})

test('entries come in the order of their keys', async () => {
  const store = openStore('test')
  for (const key of ['c', 'a', 'b']) await store.set(key, key.toUpperCase())
  expect(await store.entries()).toEqual([
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'C'],
  ])
})

test('stores of different names know nothing of each other', async () => {
  await openStore('one').set('a', 1)
  expect(await openStore('two').get('a')).toBeUndefined()
  expect(await openStore('one').get('a')).toBe(1)
})

test('what cannot be kept is refused by name, and the store stays usable', async () => {
  const store = openStore('test')
  await expect(store.set('a', () => 1)).rejects.toThrow(CannotStore)
  await store.set('a', 1)
  expect(await store.get('a')).toBe(1)
})

test('a database that another tab deletes is opened again', async () => {
  const store = openStore('test')
  await store.set('a', 1)
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('wijkmunt-test').onsuccess = resolve
  })
  await store.set('b', 2)
  expect(await store.entries()).toEqual([['b', 2]])
})
