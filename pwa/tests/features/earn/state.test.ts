import { expect, test } from 'vitest'
import type { Task } from '../../../src/data/types'
import { inOrder, taskState } from '../../../src/features/earn/state'

const NOW = Date.parse('2026-11-23T10:00:00Z')

function task(more: Partial<Task> = {}): Task {
  return {
    id: 'task',
    organisation: { id: 'centre', name: 'Buurthuis', kind: 'association' },
    title: 'Portiek schoonmaken',
    description: '',
    place: '',
    picture: 'broom',
    budget_id: null,
    act: null,
    act_minutes: null,
    budget_empty: false,
    waiting_claims: null,
    reward: { kind: 'fixed', amount: 2500, max_minutes: null, minute_step: null },
    starts_at: null,
    ends_at: null,
    limits: { per_person: null, per_day: null, total: null },
    needs_approval: false,
    measured: false,
    spot: null,
    status: 'open',
    created_at: '2026-11-01T10:00:00Z',
    ...more,
  }
}

test('a task says what can be done with it now', () => {
  expect(taskState(task(), NOW)).toBe('open')
  expect(taskState(task({ mine: { claims_left: 0 } }), NOW)).toBe('done')
  expect(taskState(task({ starts_at: '2026-11-24T10:00:00Z' }), NOW)).toBe('later')
  expect(taskState(task({ ends_at: '2026-11-23T10:00:00Z' }), NOW)).toBe('over')
  expect(taskState(task({ budget_empty: true }), NOW)).toBe('empty')
  expect(taskState(task({ status: 'withdrawn' }), NOW)).toBe('withdrawn')
})

test('what can be done now comes first, the rest keeps its order', () => {
  const tasks = [
    task({ id: 'done', mine: { claims_left: 0 } }),
    task({ id: 'later', starts_at: '2026-12-01T10:00:00Z' }),
    task({ id: 'first' }),
    task({ id: 'second', mine: { claims_left: 3 } }),
  ]
  expect(inOrder(tasks, NOW).map(({ id }) => id)).toEqual(['first', 'second', 'later', 'done'])
})
