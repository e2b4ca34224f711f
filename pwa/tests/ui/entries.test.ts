import { beforeEach, expect, test } from 'vitest'
import {
  countsChanged,
  countWaiting,
  type Entry,
  entries,
  entriesAt,
  type Whereabouts,
  waitingAt,
  waitingInAll,
} from '../../src/ui/entries/entry'

const desk: Whereabouts = { kind: 'issuer', community: 'c', organisation: '' }
let asked = 0
let answer: () => Promise<number>

const entry = (more: Partial<Entry>): Entry => ({
  roles: ['issuer'],
  group: 'money',
  order: 10,
  icon: 'budget',
  label: 'shell.nav.desk',
  path: ({ community }) => `/x/${community}`,
  ...more,
})
const counted = entry({
  waiting: {
    text: 'ui.entries.count',
    count: () => {
      asked++
      return answer()
    },
  },
})

beforeEach(() => {
  asked = 0
  answer = async () => 3
  entries.value = [
    entry({ group: 'rules' }),
    entry({ order: 20, label: 'shell.nav.me' }),
    counted,
    entry({ roles: ['shop'] }),
    entry({ fits: () => false }),
  ]
})

test('an overview shows the entries of a role under their headings, in order, where they make sense', () => {
  const found = entriesAt(desk)
  expect(found.map(({ group }) => group)).toEqual(['money', 'rules'])
  expect(found[0]?.entries.map(({ order }) => order)).toEqual([10, 20])
})

test('what waits is asked when the place is new, and again only after something changed', async () => {
  await countWaiting({ ...desk, community: 'one' })
  expect([waitingAt(counted), waitingInAll.value, asked]).toEqual([3, 3, 1])
  await countWaiting({ ...desk, community: 'one' })
  expect(asked).toBe(1)
  countsChanged()
  answer = async () => 2
  await countWaiting({ ...desk, community: 'one' })
  expect([waitingAt(counted), asked]).toEqual([2, 2])
})

test('a count that cannot be read stays what it was, but not in another place', async () => {
  await countWaiting({ ...desk, community: 'two' })
  answer = () => Promise.reject(new Error('no network'))
  await countWaiting({ ...desk, community: 'two' }, true)
  expect(waitingAt(counted)).toBe(3)
  await countWaiting({ ...desk, community: 'three' })
  expect(waitingAt(counted)).toBe(0)
})
