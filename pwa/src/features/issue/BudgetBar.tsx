import { t } from '../../i18n'
import { formatCoins, type Unit } from '../../ui/money'

/** How much of what was issued is spent: the part that has flowed out into the neighbourhood. */
export function BudgetBar({ issued, spent, unit }: { issued: number; spent: number; unit: Unit }) {
  const part = issued > 0 ? Math.min(1, spent / issued) : 0
  const words = t('issue.budgets.bar', { spent: formatCoins(spent, unit), issued: formatCoins(issued, unit) })
  return (
    <div class="budget-bar" role="img" aria-label={words}>
      <div
        class={part > 0.9 ? 'budget-spent budget-nearly' : 'budget-spent'}
        style={{ inlineSize: `${part * 100}%` }}
      />
    </div>
  )
}
