import { decimalSign, latinDigits, parseAmount } from '../../core/amounts'
import { plainAmount } from '../../core/plain-amount'
import { language } from '../../i18n'
import type { Unit } from '../../ui/money'
import { type Field, type Rule, shapeOf, type Value, wrapped } from './shape'

export type ActDraft = { name: string; amount: string; minutes: string }
/** A field while it is being filled in: text for numbers, `null` in a list of words for "everything". */
export type Typed = string | boolean | string[] | null | ActDraft[] | Shares
export type Shares = { fund: string; association: string }
export type Draft = Readonly<Record<string, Typed>>

/** What is wrong with a field, by the key of a sentence under `rules.wrong`. */
export type Wrong = { word: string; values?: Record<string, number> }
export type Errors = Readonly<Record<string, Wrong>>

const CENTS = 2
const TENTHS = 1

/** A rule's value as somebody would type it. */
export function draftOf(rule: Rule, value: unknown, unit: Unit): Draft {
  const inside = wrapped(rule, value)
  return Object.fromEntries(shapeOf(rule).fields.map((field) => [field.name, typedOf(field, inside, unit)]))
}

function typedOf(field: Field, whole: Value, { decimals }: Unit): Typed {
  const value = whole[field.name]
  switch (field.kind) {
    case 'amount':
      return value === null ? '' : amountText(Number(value), decimals)
    case 'cents':
      return amountText(Number(value), CENTS)
    case 'permille':
      return amountText(Number(value), TENTHS)
    case 'kinds':
      return [...(value as string[])]
    case 'words':
      return value === null ? null : [...(value as string[])]
    case 'amounts':
      return (value as number[]).map((amount) => amountText(amount, decimals))
    case 'acts':
      return (value as { name: string; amount: number; minutes?: number | null }[]).map((act) => ({
        name: act.name,
        amount: amountText(act.amount, decimals),
        minutes: act.minutes ? String(act.minutes) : '',
      }))
    case 'shares':
      return sharesOf(value as { to: keyof Shares; permille: number }[], Number(whole[field.of]))
    case 'toggle':
      return Boolean(value)
    default:
      return value === null ? '' : String(value)
  }
}

/** Nobody named means that the fund gets all of it. */
function sharesOf(shares: { to: keyof Shares; permille: number }[], whole: number): Shares {
  const given = shares.length > 0 ? shares : [{ to: 'fund' as const, permille: whole }]
  const of = (to: keyof Shares) => given.find((share) => share.to === to)?.permille ?? 0
  return { fund: amountText(of('fund'), TENTHS), association: amountText(of('association'), TENTHS) }
}

/** Minor units as they are typed in the reader's language: 1250 is "12,50", 1200 is "12". */
export function amountText(minor: number, decimals: number): string {
  return plainAmount(minor, decimals).replace(/\.0+$/, '').replace('.', decimalSign(language.peek()))
}

type Read = { value: unknown } | Wrong
const wrong = (word: string, values?: Record<string, number>): Wrong => (values ? { word, values } : { word })

/** What was typed, as the server takes it, or what has to be mended. */
export function readDraft(rule: Rule, draft: Draft, unit: Unit): { value: unknown; errors: Errors } {
  const { fields, bare } = shapeOf(rule)
  const errors: Record<string, Wrong> = {}
  const value: Record<string, unknown> = {}
  for (const field of fields) {
    const read = readField(field, draft[field.name] as Typed, draft, unit)
    if ('value' in read) value[field.name] = read.value
    else errors[field.name] = read
  }
  if (rule === 'backing' && value.policy !== 'partial') {
    value.ratio_percent = 100
    delete errors.ratio_percent
  }
  if (rule === 'loans' && Number(value.repay_months) < Number(value.spend_months))
    errors.repay_months = wrong('repay')
  return { value: bare ? value.value : value, errors }
}

function readField(field: Field, typed: Typed, draft: Draft, { decimals }: Unit): Read {
  switch (field.kind) {
    case 'amount':
      return readAmount(typed as string, decimals, field)
    case 'coins':
      return readCount(typed as string, 1, 1_000_000)
    case 'cents':
      return readAmount(typed as string, CENTS, {})
    case 'percent':
      return readCount(typed as string, field.min, field.max)
    case 'permille':
      return readPermille(typed as string, field.max)
    case 'count':
      return field.none && (typed as string).trim() === ''
        ? { value: null }
        : readCount(typed as string, field.min, field.max)
    case 'kinds':
      return field.least && (typed as string[]).length === 0 ? wrong('least') : { value: typed }
    case 'words':
      return readWords(typed as string[] | null)
    case 'amounts':
      return readAmounts(typed as string[], decimals)
    case 'acts':
      return readActs(typed as ActDraft[], decimals)
    case 'shares':
      return readShares(typed as Shares, draft[field.of] as string)
    case 'text':
      return { value: (typed as string).trim() }
    default:
      return { value: typed }
  }
}

function readAmount(text: string, decimals: number, field: { none?: unknown; zero?: true }): Read {
  if (field.none && text.trim() === '') return { value: null }
  if (field.zero && isZero(text)) return { value: 0 }
  const read = parseAmount(text, decimals)
  if (read.ok) return { value: read.amount }
  return wrong(read.reason === 'too_many_decimals' ? 'decimals' : 'amount')
}

const isZero = (text: string): boolean => /^0+([.,]0+)?$/.test(latinDigits(text.trim()))

function readCount(text: string, min: number, max: number): Read {
  const plain = latinDigits(text.trim())
  const count = Number(plain)
  return /^[0-9]{1,7}$/.test(plain) && count >= min && count <= max
    ? { value: count }
    : wrong('count', { min, max })
}

function readPermille(text: string, max: number): Read {
  if (text.trim() === '' || isZero(text)) return { value: 0 }
  const read = parseAmount(text, TENTHS)
  return read.ok && read.amount <= max ? { value: read.amount } : wrong('percent', { max: max / 10 })
}

function readWords(words: string[] | null): Read {
  if (words === null) return { value: null }
  const kept = words.map((one) => one.trim()).filter(Boolean)
  return twice(kept) ? wrong('twice') : { value: kept }
}

function readAmounts(texts: string[], decimals: number): Read {
  const kept = texts.filter((text) => text.trim() !== '').map((text) => parseAmount(text, decimals))
  const amounts = kept.flatMap((read) => (read.ok ? [read.amount] : []))
  if (amounts.length < kept.length) return wrong('amount')
  if (new Set(amounts).size < amounts.length) return wrong('twice')
  return { value: amounts.sort((a, b) => a - b) }
}

function readActs(acts: ActDraft[], decimals: number): Read {
  const kept = acts.filter(({ name, amount }) => name.trim() !== '' || amount.trim() !== '')
  const read = kept.map(({ name, amount, minutes }) => {
    const worth = parseAmount(amount, decimals)
    const time = minutes.trim() === '' ? { value: null } : readCount(minutes, 1, 1440)
    if (name.trim() === '' || !worth.ok || !('value' in time)) return null
    return { name: name.trim(), amount: worth.amount, minutes: time.value }
  })
  if (read.includes(null)) return wrong('act')
  return twice(kept.map(({ name }) => name.trim())) ? wrong('twice') : { value: read }
}

function readShares({ fund, association }: Shares, whole: string): Read {
  const parts = [readPermille(fund, 1000), readPermille(association, 1000), readPermille(whole, 1000)]
  const [first, second, all] = parts.map((read) => ('value' in read ? Number(read.value) : Number.NaN))
  if (all === 0 || Number.isNaN(all)) return { value: [] }
  if (Number(first) + Number(second) !== all) return wrong('shares')
  const shares = [
    { to: 'fund', permille: first },
    { to: 'association', permille: second },
  ]
  return { value: shares.filter(({ permille }) => permille !== 0) }
}

const twice = (words: string[]): boolean =>
  new Set(words.map((one) => one.toLocaleLowerCase())).size < words.length
