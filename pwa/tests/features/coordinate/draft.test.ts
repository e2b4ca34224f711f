import { expect, test } from 'vitest'
import type { Task } from '../../../src/data/types'
import {
  bodyOf,
  changesTo,
  checkDraft,
  type Draft,
  draftOf,
  emptyDraft,
  serverErrors,
} from '../../../src/features/coordinate/draft'

const good = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('budget'),
  title: ' Portiek schoonmaken ',
  amount: '25',
  ...more,
})

const TASK: Task = {
  id: 'task',
  organisation: { id: 'centre', name: 'Buurthuis', kind: 'association' },
  title: 'Koken',
  description: 'Kook mee',
  place: 'Keuken',
  picture: 'soup',
  budget_id: 'budget',
  act: null,
  act_minutes: null,
  budget_empty: false,
  waiting_claims: 0,
  reward: { kind: 'per_hour', amount: 1250, max_minutes: 90, minute_step: 30 },
  starts_at: '2026-11-23T09:00:00.000Z',
  ends_at: null,
  limits: { per_person: 2, per_day: null, total: 40 },
  needs_approval: true,
  measured: false,
  spot: null,
  status: 'open',
  created_at: '2026-11-01T10:00:00Z',
}

test('a good draft becomes what the server takes', () => {
  expect(checkDraft(good(), 2)).toEqual({})
  expect(bodyOf(good({ perDay: ' 8 ' }), 2)).toMatchObject({
    title: 'Portiek schoonmaken',
    reward: { kind: 'fixed', amount: 2500, max_minutes: null, minute_step: null },
    limits: { per_person: null, per_day: 8, total: null },
    starts_at: null,
  })
})

test('everything that is missing or makes no sense is named at its field', () => {
  expect(checkDraft(emptyDraft(), 2)).toEqual({
    title: 'titleMissing',
    budget: 'budgetMissing',
    amount: 'amountMissing',
  })
  expect(checkDraft(good({ amount: '2,555' }), 2)).toEqual({ amount: 'amountDecimals' })
  expect(checkDraft(good({ amount: '-3' }), 2)).toEqual({ amount: 'amountMissing' })
  expect(checkDraft(good({ perPerson: '0', perDay: '1,5', total: 'veel' }), 2)).toEqual({
    perPerson: 'count',
    perDay: 'count',
    total: 'count',
  })
  const backwards = good({ startsAt: '2026-11-24T10:00', endsAt: '2026-11-24T09:00' })
  expect(checkDraft(backwards, 2)).toEqual({ endsAt: 'endBeforeStart' })
})

test('an hourly task without approval says how many minutes it pays at most', () => {
  expect(checkDraft(good({ kind: 'per_hour' }), 2)).toEqual({ maxMinutes: 'minutesMissing' })
  expect(checkDraft(good({ kind: 'per_hour', needsApproval: true }), 2)).toEqual({})
  expect(checkDraft(good({ kind: 'per_hour', maxMinutes: '1441' }), 2)).toEqual({ maxMinutes: 'minutes' })
})

test('a task that nobody touched changes nothing, whatever its step', () => {
  const draft = draftOf(TASK, 2)
  expect(draft).toMatchObject({ amount: '12,50', maxMinutes: '90', perPerson: '2', perDay: '' })
  const body = bodyOf(draft, 2, 30)
  expect(body).toMatchObject({ starts_at: TASK.starts_at, reward: TASK.reward, limits: TASK.limits })
  expect(changesTo(body, body)).toEqual({})
  expect(changesTo(body, bodyOf({ ...draft, place: 'Zaal 2' }, 2, 30))).toEqual({ place: 'Zaal 2' })
})

test('what the server refuses is shown at the field that it is about', () => {
  const fields = [{ path: 'title', code: 'string_too_long' }]
  expect(serverErrors('invalid_request', { fields })).toEqual({ title: 'refused' })
  expect(serverErrors('reward_printed', {})).toEqual({ amount: 'reward_printed' })
  expect(serverErrors('window_invalid', {})).toEqual({ endsAt: 'window_invalid' })
  expect(serverErrors('offline', {})).toEqual({})
})
