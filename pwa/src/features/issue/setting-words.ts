import type { Setting } from '../../data/types'
import { hasMessage, language, t } from '../../i18n'
import { formatCoins, type Unit } from '../../ui/money'

/** The rules that a neighbourhood sets, in the order in which people ask for them. */
export const RULES = ['euro_rate', 'default_limit', 'max_payment', 'refund_days', 'joining'] as const
export type Rule = (typeof RULES)[number]

/** What a rule is called; a newer server's rule by its own name. */
export function ruleSaid(key: string): string {
  const name = `issue.rule.${key}.name`
  return hasMessage(name) ? t(name) : key
}

/** Euro cents as money. */
export const euroSaid = (cents: number): string =>
  new Intl.NumberFormat(`${language.value}-u-nu-latn`, { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  )

/** A rule's value as people say it. */
export function valueSaid({ key, value }: Pick<Setting, 'key' | 'value'>, unit: Unit): string {
  if (key === 'euro_rate') {
    const { coins, euro_cents } = value as { coins: number; euro_cents: number }
    return t('issue.rule.euro_rate.value', {
      coins: formatCoins(coins * 10 ** unit.decimals, unit),
      euro: euroSaid(euro_cents),
    })
  }
  if (key === 'refund_days') return t('issue.rule.refund_days.value', { days: Number(value) })
  if (key === 'joining') return t('issue.rule.joining.value', { value: String(value) })
  return typeof value === 'number' ? formatCoins(value, unit) : JSON.stringify(value)
}

/** The value of each rule that holds on a day (YYYY-MM-DD), as the server decides it. */
export function holding(settings: Setting[], key: string, day: string): Setting | undefined {
  const rows = settings
    .filter((row) => row.key === key && row.valid_from <= day)
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from) || a.created_at.localeCompare(b.created_at))
  return rows.at(-1)
}
