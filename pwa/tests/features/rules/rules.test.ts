// @vitest-environment happy-dom
import { beforeAll, describe, expect, test } from 'vitest'
import type { Setting } from '../../../src/data/types'
import { draftOf, readDraft } from '../../../src/features/rules/draft'
import { comingOf, earlier, rowsOf } from '../../../src/features/rules/history'
import { changeOf, factsOf, isOff, labelSaid, lineOf, ruleSaid, word } from '../../../src/features/rules/said'
import { RULES, type Rule, shapeOf } from '../../../src/features/rules/shape'
import { hasMessage, setLanguage } from '../../../src/i18n'
import defaults from './defaults.json'

const UNIT = { name: 'ooievaar', plural: 'ooievaars', symbol: 'O', decimals: 2 }
const ALL = Object.keys(RULES) as Rule[]
const values = defaults as Record<Rule, unknown>

beforeAll(() => setLanguage('nl'))

describe('the rules', () => {
  test('are those of the server, each with words', () => {
    expect(Object.keys(values).sort()).toEqual([...ALL].sort())
    for (const rule of ALL) {
      expect(ruleSaid(rule)).not.toBe(rule)
      for (const { name, kind } of shapeOf(rule).fields) {
        expect(hasMessage(`rules.rule.${rule}.${name}`), `${rule}.${name}`).toBe(true)
        if (kind === 'choice') expect(hasMessage(`rules.rule.${rule}.${name}Options`)).toBe(true)
        expect(labelSaid(rule, name, UNIT)).not.toContain('{')
      }
    }
  })

  test.each(ALL)('%s: what stands in the form is what holds, and can be said', (rule) => {
    const { value, errors } = readDraft(rule, draftOf(rule, values[rule], UNIT), UNIT)
    expect(errors).toEqual({})
    expect(value).toEqual(values[rule])
    expect(lineOf(rule, value, UNIT)).toMatch(/\p{L}|\d/u)
  })

  test('a rule that does nothing says so', () => {
    expect(isOff('demurrage', values.demurrage)).toBe(true)
    expect(lineOf('notes', values.notes, UNIT)).toBe('Staat uit')
    expect(isOff('credit', { member_line: 0, shop_line: 5, clear_months: null })).toBe(false)
  })
})

describe('what is typed', () => {
  const redemption = values.redemption as object

  test('percentages with a comma, shares that make up the fee', () => {
    const draft = draftOf('redemption', redemption, UNIT)
    const fee = { ...draft, fee_permille: '5', fee_to: { fund: '2', association: '3' } }
    expect(readDraft('redemption', fee, UNIT).value).toMatchObject({
      fee_permille: 50,
      fee_to: [
        { to: 'fund', permille: 20 },
        { to: 'association', permille: 30 },
      ],
    })
    const short = { ...fee, fee_to: { fund: '2', association: '2,5' } }
    expect(readDraft('redemption', short, UNIT).errors).toEqual({ fee_to: { word: 'shares' } })
    expect(readDraft('redemption', { ...fee, fee_permille: '51' }, UNIT).errors.fee_permille).toEqual({
      word: 'percent',
      values: { max: 50 },
    })
  })

  test('acts without a name or with the same name twice are refused', () => {
    const rewards = (acts: object[]) => ({
      per_hour: '',
      listed_only: true,
      acts: acts as { name: string; amount: string; minutes: string }[],
    })
    const read = (acts: object[]) => readDraft('rewards', rewards(acts), UNIT)
    const sweep = { name: 'Vegen', amount: '2,5', minutes: '30' }
    expect(read([sweep, { name: '', amount: '', minutes: '' }]).value).toEqual({
      per_hour: null,
      listed_only: true,
      acts: [{ name: 'Vegen', amount: 250, minutes: 30 }],
    })
    expect(read([{ ...sweep, name: '' }]).errors.acts).toEqual({ word: 'act' })
    expect(read([{ ...sweep, minutes: '2000' }]).errors.acts).toEqual({ word: 'act' })
    expect(read([sweep, { ...sweep, name: 'vegen' }]).errors.acts).toEqual({ word: 'twice' })
  })

  test('empty means none where the rule allows it, zero only where it makes sense', () => {
    expect(readDraft('ceilings', { month: '', year: '500' }, UNIT).value).toEqual({
      month: null,
      year: 50_000,
    })
    expect(readDraft('max_payment', { value: '0' }, UNIT).errors.value).toEqual({ word: 'amount' })
    const credit = { member_line: '0', shop_line: '1.000', clear_months: '12' }
    expect(readDraft('credit', credit, UNIT).errors).toEqual({ shop_line: { word: 'decimals' } })
    expect(readDraft('spending', { categories: null, organisations: [] }, UNIT).errors).toEqual({
      organisations: { word: 'least' },
    })
    expect(readDraft('backing', { policy: 'full', ratio_percent: '' }, UNIT)).toEqual({
      value: { policy: 'full', ratio_percent: 100 },
      errors: {},
    })
    expect(word('wrong.count', { min: 1, max: 5 })).toBe('Vul een heel getal in van 1 tot en met 5.')
  })
})

describe('a history', () => {
  const row = (valid_from: string, value: unknown, state: Setting['state']): Setting => ({
    key: 'ceilings',
    value,
    valid_from,
    set_by_name: 'Anneke',
    why: 'besloten',
    created_at: `${valid_from}T00:00:00Z`,
    state,
  })
  const first = row('2026-01-01', { month: 100, year: 1000 }, 'past')
  const now = row('2026-06-01', { month: 200, year: 1000 }, 'holds')
  const never = row('2027-01-01', { month: 300, year: 1000 }, 'replaced')
  const next = row('2027-02-01', { month: 200, year: null }, 'coming')

  test('tells what changed, and leaves out what never held', () => {
    const rows = rowsOf([next, never, now, first], 'ceilings')
    expect(rows).toEqual([first, now, next])
    expect(comingOf([next, never, now, first], 'ceilings')).toEqual([next])
    expect(changeOf('ceilings', now.value, earlier(rows, now), UNIT)).toBe('Per maand: 2 ooievaars')
    expect(changeOf('ceilings', next.value, earlier(rows, next), UNIT)).toBe('Per jaar: geen grens')
    expect(changeOf('ceilings', first.value, earlier(rows, first), UNIT)).toContain(' · ')
  })

  test("says a newer server's rule as it stands", () => {
    expect(factsOf('weather', { sun: 1 }, UNIT)).toEqual([{ name: '', label: 'weather', text: '{"sun":1}' }])
  })
})
