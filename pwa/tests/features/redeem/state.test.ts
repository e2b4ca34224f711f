import { describe, expect, it } from 'vitest'
import type { Settlement } from '../../../src/data/api-types'
import { dayOfYear } from '../../../src/features/redeem/day-of-year'
import { byWhom, stateOf } from '../../../src/features/redeem/settlement-words'
import { loadRest } from '../../../src/i18n'

const SETTLEMENT: Settlement = {
  id: '01990000-0000-7000-8000-000000000001',
  community_id: '01990000-0000-7000-8000-000000000002',
  status: 'gathered',
  gathered_at: '2026-11-12T09:00:00Z',
  gathered_by_name: 'Bram',
  mine: false,
  cut_off: null,
  refused: null,
  released_at: null,
  released_by_name: null,
  execution_day: null,
  count: 3,
  amount: 300,
  fee: 0,
  euro_cents: 30,
  paid: 0,
  returned: 0,
}

describe('a settlement', () => {
  it('is done once the bank has dealt with each payout', () => {
    const released: Settlement = { ...SETTLEMENT, status: 'released' }
    expect(stateOf(SETTLEMENT)).toBe('gathered')
    expect(stateOf({ ...released, paid: 2 })).toBe('released')
    expect(stateOf({ ...released, paid: 2, returned: 1 })).toBe('done')
  })

  it('says who gathered it, also when that was the calendar', async () => {
    await loadRest()
    expect(byWhom(SETTLEMENT)).toContain('Bram')
    expect(byWhom({ ...SETTLEMENT, gathered_by_name: null, cut_off: '2026-11-12' })).toContain(
      '12 november 2026',
    )
  })

  it('names a day to come without its year', () => {
    expect(dayOfYear('2026-12-01')).toBe('1 december')
  })
})
