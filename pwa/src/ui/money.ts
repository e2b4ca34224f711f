import { formatAmount } from '../core/amounts'
import { language, t } from '../i18n'

/** A currency as far as it is shown: its names, and how many decimals its minor unit has. */
export type Unit = { name: string; plural: string; symbol: string; decimals: number }

/** Minor units as digits in the reader's language, e.g. 1250 with 2 decimals is "12,50"; whole coins drop the decimals. */
export function formatDigits(minor: number, { decimals }: Pick<Unit, 'decimals'>): string {
  const scale = 10 ** decimals
  const whole = minor % scale === 0
  return formatAmount(whole ? minor / scale : minor, {
    decimals: whole ? 0 : decimals,
    language: language.value,
  })
}

/** The currency's word that goes with an amount: one is "ooievaar", any other "ooievaars". */
export function unitOf(minor: number, unit: Unit): string {
  return Math.abs(minor) === 10 ** unit.decimals ? unit.name : unit.plural
}

/** An amount with its unit, "25 ooievaars". */
export function formatCoins(minor: number, unit: Unit): string {
  return t('shell.coins', { amount: formatDigits(minor, unit), unit: unitOf(minor, unit) })
}
