import { expect, it } from 'vitest'
import type { Notice } from '../../../src/data/types'
import { groupsOf } from '../../../src/features/notices/groups'

const NOW = Date.parse('2026-11-23T12:00:00Z')

const notice = (id: string, at: string, read_at: string | null): Notice => ({
  id,
  community_id: 'c',
  kind: 'paid',
  params: {},
  at,
  read_at,
})

it('shows what is new first, then this week, then what came before', () => {
  const told = [
    notice('a', '2026-11-23T10:00:00Z', null),
    notice('b', '2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z'),
    notice('c', '2026-11-01T10:00:00Z', null),
    notice('d', '2026-10-01T10:00:00Z', '2026-10-01T11:00:00Z'),
  ]
  const shown = groupsOf(told, NOW).map(([group, inIt]) => [group, inIt.map(({ id }) => id)])
  expect(shown).toEqual([
    ['fresh', ['a', 'c']],
    ['week', ['b']],
    ['earlier', ['d']],
  ])
  expect(groupsOf([], NOW)).toEqual([])
})
