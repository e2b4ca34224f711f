import { hasMessage, language, type MessageKey, t } from '../../i18n'
import { formatEuro } from '../../ui/euro'
import { formatCoins, type Unit } from '../../ui/money'
import { type Field, isRule, type Rule, shapeOf, type Value, wrapped } from './shape'

/** One thing that a rule says: "Per uur" and "25 munten". */
export type Fact = { name: string; label: string; text: string }

/** A text of this feature whose key is put together. */
export const word = (path: string, values = {}): string => t(`rules.${path}` as MessageKey, values)

/** What a rule is called; a newer server's rule by its own name. */
export const ruleSaid = (key: string): string =>
  hasMessage(`rules.rule.${key}.name`) ? word(`rule.${key}.name`) : key

export const whatSaid = (rule: Rule): string => word(`rule.${rule}.what`)
export const labelSaid = (rule: Rule, field: string, unit: Unit): string =>
  word(`rule.${rule}.${field}`, { unit: unit.plural })

export const isOff = (rule: Rule, value: unknown): boolean =>
  shapeOf(rule).off?.(wrapped(rule, value)) ?? false

/**
 * A rule's value as people say it, in the order in which one asks; a rule that does nothing says only that. With
 * `silent` also the parts that mean nothing at present.
 */
export function factsOf(key: string, value: unknown, unit: Unit, silent = false): Fact[] {
  if (!isRule(key)) return [{ name: '', label: key, text: JSON.stringify(value) }]
  if (isOff(key, value)) return [{ name: '', label: '', text: t('rules.off') }]
  if (key === 'euro_rate') return [{ name: 'rate', label: '', text: rateSaid(value as Value, unit) }]
  const inside = wrapped(key, value)
  return shapeOf(key)
    .fields.filter(({ name }) => silent || speaks(key, name, inside))
    .map((field) => ({
      name: field.name,
      label: shapeOf(key).bare ? '' : labelSaid(key, field.name, unit),
      text: textOf(key, field, inside[field.name], unit),
    }))
}

/** The same in one line, for a history and for a message. */
export const lineOf = (key: string, value: unknown, unit: Unit): string => line(factsOf(key, value, unit))

/** What a value changed in the one before it, in one line; all of it when there was none. */
export function changeOf(key: string, value: unknown, before: unknown, unit: Unit): string {
  if (before === undefined) return lineOf(key, value, unit)
  const facts = factsOf(key, value, unit, true)
  const old = new Map(factsOf(key, before, unit, true).map(({ name, text }) => [name, text]))
  const changed = facts.filter(({ name, text }) => old.get(name) !== text)
  return line(changed.length > 0 ? changed : facts)
}

const line = (facts: Fact[]): string =>
  facts.map(({ label, text }) => (label ? `${label}: ${text}` : text)).join(' · ')

/** Leaves out parts that mean nothing beside the rest: a ratio that is 100 %, a gift that is none. */
function speaks(rule: Rule, name: string, value: Value): boolean {
  if (rule === 'backing' && name === 'ratio_percent') return value.policy === 'partial'
  if (rule === 'redemption' && name === 'fee_to')
    return value.fee_permille !== 0 && (value.fee_to as unknown[]).length > 0
  if (rule === 'sales' && name === 'gift_from_sponsors') return value.gift_permille !== 0
  if (rule === 'redemption' && name.startsWith('after_')) return value[name] !== 0
  if (rule === 'rewards' && name === 'acts') return (value.acts as unknown[]).length > 0
  return true
}

const rateSaid = ({ coins, euro_cents }: Value, unit: Unit): string =>
  t('rules.rate', {
    coins: formatCoins(Number(coins) * 10 ** unit.decimals, unit),
    euro: formatEuro(Number(euro_cents)),
  })

/** Thousandths as a percentage: 25 is "2,5 %". */
export const percentSaid = (permille: number): string => t('rules.percent', { percent: permille / 10 })

function textOf(rule: Rule, field: Field, value: unknown, unit: Unit): string {
  if (value === null && 'none' in field) return word(`none.${field.none}`)
  switch (field.kind) {
    case 'amount':
      return formatCoins(Number(value), unit)
    case 'cents':
      return formatEuro(Number(value))
    case 'count':
      return word(`count.${field.of}`, { count: Number(value) })
    case 'percent':
      return t('rules.percent', { percent: Number(value) })
    case 'permille':
      return percentSaid(Number(value))
    case 'choice':
      return word(`rule.${rule}.${field.name}Options`, { value: String(value) })
    case 'kinds':
      return listed((value as string[]).map((kind) => t('rules.kind', { kind })))
    case 'words':
      return listed(value as string[])
    case 'amounts':
      return listed((value as number[]).map((amount) => formatCoins(amount, unit)))
    case 'acts':
      return t('rules.acts', { count: (value as unknown[]).length })
    case 'shares':
      return listed(
        (value as { to: string; permille: number }[]).map(({ to, permille }) =>
          t('rules.share', { to, percent: percentSaid(permille) }),
        ),
      )
    case 'toggle':
      return value ? t('rules.yes') : t('rules.no')
    default:
      return String(value)
  }
}

function listed(words: string[]): string {
  const comma = language.value === 'ar' ? '، ' : ', '
  return words.length > 0 ? words.join(comma) : t('rules.none.none')
}
