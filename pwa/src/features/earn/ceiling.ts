import { t } from '../../i18n'
import { errorText, type Trouble } from '../../ui/error-text'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

/** How much somebody may still earn, where the neighbourhood's ceiling refused a claim; else the usual words. */
export function ceilingWords(trouble: Trouble, unit: Unit): { title: string; next: string } | undefined {
  const period = { ceiling_month: 'month', ceiling_year: 'year' }[trouble.code] as
    | 'month'
    | 'year'
    | undefined
  const { left, again_on } = trouble.params ?? {}
  if (!period || typeof left !== 'number' || typeof again_on !== 'string') return undefined
  const next = t(`earn.ceiling.${period}`, { left: formatCoins(left, unit), date: dateSaid(again_on) })
  return { title: errorText(trouble).title, next }
}
