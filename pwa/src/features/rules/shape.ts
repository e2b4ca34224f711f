/**
 * What each rule of a neighbourhood consists of, so that one form and one way of saying it fit them all. The bounds
 * are the server's (backend/communities/setting_schemas.py), which has the last word.
 */

/** What stands for "null" in a rule: `rules.none.…` says it. */
export type NoneWord = 'noLimit' | 'free' | 'everything' | 'never' | 'none' | 'always'
export type CountOf = 'hours' | 'days' | 'months' | 'times' | 'sponsors' | 'day'

export type Field = { name: string } & (
  | { kind: 'amount'; none?: NoneWord; zero?: true }
  | { kind: 'coins' }
  | { kind: 'cents' }
  | { kind: 'count'; of: CountOf; min: number; max: number; none?: NoneWord }
  | { kind: 'percent'; min: number; max: number }
  | { kind: 'permille'; max: number }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'kinds'; options: readonly string[]; least?: 1 }
  | { kind: 'words'; none?: NoneWord }
  | { kind: 'amounts' }
  | { kind: 'acts' }
  | { kind: 'shares'; of: string }
  | { kind: 'toggle' }
  | { kind: 'text' }
)

export type Shape = {
  group: Group
  fields: readonly Field[]
  /** The value is that of its only field, not an object. */
  bare?: true
  /** Whether a rule with this value does nothing. */
  off?: (value: Value) => boolean
}

export type Value = Readonly<Record<string, unknown>>

export const GROUPS = ['worth', 'earning', 'spending', 'cashing', 'time', 'sharing'] as const
export type Group = (typeof GROUPS)[number]

const KINDS = ['shop', 'association', 'institution', 'municipality'] as const
const empty = (name: string) => (value: Value) => (value[name] as unknown[]).length === 0
const nothing =
  (...names: string[]) =>
  (value: Value) =>
    names.every((name) => !value[name])

export const RULES = {
  euro_rate: {
    group: 'worth',
    fields: [
      { name: 'coins', kind: 'coins' },
      { name: 'euro_cents', kind: 'cents' },
    ],
  },
  backing: {
    group: 'worth',
    fields: [
      { name: 'policy', kind: 'choice', options: ['unbacked', 'partial', 'full'] },
      { name: 'ratio_percent', kind: 'percent', min: 1, max: 100 },
    ],
  },
  rewards: {
    group: 'earning',
    fields: [
      { name: 'per_hour', kind: 'amount', none: 'free' },
      { name: 'acts', kind: 'acts' },
      { name: 'listed_only', kind: 'toggle' },
    ],
  },
  ceilings: {
    group: 'earning',
    fields: [
      { name: 'month', kind: 'amount', none: 'noLimit' },
      { name: 'year', kind: 'amount', none: 'noLimit' },
    ],
    off: nothing('month', 'year'),
  },
  guards: {
    group: 'earning',
    fields: [{ name: 'second_look_from', kind: 'amount', none: 'never' }],
    off: nothing('second_look_from'),
  },
  volunteer_tax: {
    group: 'earning',
    fields: [
      { name: 'hour_cents', kind: 'cents' },
      { name: 'hour_under_21_cents', kind: 'cents' },
      { name: 'month_cents', kind: 'cents' },
      { name: 'year_cents', kind: 'cents' },
      { name: 'source', kind: 'text' },
    ],
  },
  low_budget: { group: 'earning', fields: [{ name: 'percent', kind: 'percent', min: 0, max: 100 }] },
  joining: {
    group: 'spending',
    bare: true,
    fields: [{ name: 'value', kind: 'choice', options: ['open', 'invite'] }],
  },
  spending: {
    group: 'spending',
    fields: [
      { name: 'categories', kind: 'words', none: 'everything' },
      { name: 'organisations', kind: 'kinds', options: KINDS, least: 1 },
    ],
  },
  default_limit: { group: 'spending', bare: true, fields: [{ name: 'value', kind: 'amount' }] },
  max_payment: { group: 'spending', bare: true, fields: [{ name: 'value', kind: 'amount' }] },
  cards: {
    group: 'spending',
    fields: [
      { name: 'per_payment', kind: 'amount', zero: true },
      { name: 'per_day', kind: 'amount', zero: true },
    ],
    off: (value) => !value.per_payment || !value.per_day,
  },
  offline: {
    group: 'spending',
    fields: [
      { name: 'allowance', kind: 'amount', zero: true },
      { name: 'per_payment', kind: 'amount', none: 'noLimit' },
      { name: 'payer_day', kind: 'amount', none: 'noLimit' },
      { name: 'shop_day', kind: 'amount', none: 'noLimit' },
      { name: 'days', kind: 'count', of: 'days', min: 1, max: 30 },
      { name: 'guaranteed_permille', kind: 'permille', max: 1000 },
    ],
    off: nothing('allowance'),
  },
  between_members: {
    group: 'spending',
    fields: [
      { name: 'allowed', kind: 'toggle' },
      { name: 'day_limit', kind: 'amount', none: 'noLimit' },
    ],
    off: nothing('allowed'),
  },
  refund_days: {
    group: 'spending',
    bare: true,
    fields: [{ name: 'value', kind: 'count', of: 'days', min: 0, max: 366 }],
  },
  disputes: {
    group: 'spending',
    fields: [
      { name: 'days', kind: 'count', of: 'days', min: 0, max: 366 },
      { name: 'answer_days', kind: 'count', of: 'days', min: 1, max: 90 },
    ],
    off: nothing('days'),
  },
  recovery: {
    group: 'spending',
    fields: [{ name: 'wait_hours', kind: 'count', of: 'hours', min: 1, max: 336 }],
  },
  dues: {
    group: 'spending',
    fields: [
      { name: 'notice_days', kind: 'count', of: 'days', min: 0, max: 31 },
      { name: 'retries', kind: 'count', of: 'times', min: 0, max: 10 },
      { name: 'retry_days', kind: 'count', of: 'days', min: 1, max: 31 },
      { name: 'short', kind: 'choice', options: ['skip', 'end'] },
    ],
  },
  redemption: {
    group: 'cashing',
    fields: [
      { name: 'open_to', kind: 'kinds', options: KINDS },
      { name: 'minimum', kind: 'amount' },
      { name: 'fee_permille', kind: 'permille', max: 500 },
      { name: 'fee_to', kind: 'shares', of: 'fee_permille' },
      { name: 'after_days', kind: 'count', of: 'days', min: 0, max: 3660 },
      { name: 'after_spends', kind: 'count', of: 'times', min: 0, max: 100 },
      { name: 'cut_off_day', kind: 'count', of: 'day', min: 1, max: 28, none: 'none' },
      { name: 'after_refund_window', kind: 'toggle' },
    ],
    off: empty('open_to'),
  },
  sales: {
    group: 'cashing',
    fields: [
      { name: 'open_to', kind: 'kinds', options: ['member', 'shop', 'association'] },
      { name: 'bonus_permille', kind: 'permille', max: 1000 },
      { name: 'gift_permille', kind: 'permille', max: 1000 },
      { name: 'gift_from_sponsors', kind: 'count', of: 'sponsors', min: 0, max: 100_000 },
    ],
    off: empty('open_to'),
  },
  wages: {
    group: 'cashing',
    fields: [{ name: 'bonus_permille', kind: 'permille', max: 1000 }],
    off: nothing('bonus_permille'),
  },
  demurrage: {
    group: 'time',
    fields: [
      { name: 'permille', kind: 'permille', max: 500 },
      { name: 'every_months', kind: 'count', of: 'months', min: 1, max: 120 },
      { name: 'only_idle_months', kind: 'count', of: 'months', min: 1, max: 120, none: 'always' },
    ],
    off: nothing('permille'),
  },
  expiry: {
    group: 'time',
    fields: [{ name: 'months', kind: 'count', of: 'months', min: 1, max: 600, none: 'never' }],
    off: nothing('months'),
  },
  credit: {
    group: 'sharing',
    fields: [
      { name: 'member_line', kind: 'amount', zero: true },
      { name: 'shop_line', kind: 'amount', zero: true },
      { name: 'clear_months', kind: 'count', of: 'months', min: 1, max: 600, none: 'never' },
    ],
    off: nothing('member_line', 'shop_line'),
  },
  loans: {
    group: 'sharing',
    fields: [
      { name: 'spend_months', kind: 'count', of: 'months', min: 1, max: 120 },
      { name: 'repay_months', kind: 'count', of: 'months', min: 1, max: 120 },
    ],
  },
  notes: {
    group: 'sharing',
    fields: [{ name: 'denominations', kind: 'amounts' }],
    off: empty('denominations'),
  },
  exchange: {
    group: 'sharing',
    fields: [
      { name: 'with', kind: 'words' },
      { name: 'month_limit', kind: 'amount', none: 'noLimit' },
    ],
    off: empty('with'),
  },
} as const satisfies Record<string, Shape>

export type Rule = keyof typeof RULES
export const shapeOf = (rule: Rule): Shape => RULES[rule]
export const isRule = (key: string): key is Rule => key in RULES

/** A value as an object, whether the server keeps it bare or not. */
export const wrapped = (rule: Rule, value: unknown): Value =>
  shapeOf(rule).bare ? { value } : (value as Value)
