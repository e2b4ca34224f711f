import type { Budget } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { formatCoins, formatDigits, type Unit, unitOf } from '../../ui/money'
import { BudgetBar } from './BudgetBar'

type Props = { budget: Budget; unit: Unit; onIssue: ((budget: Budget) => void) | undefined }

/** A budget on a phone: what is left of it, large. */
export function BudgetCard({ budget, unit, onIssue }: Props) {
  const { name, organisation, balance, issued, spent, account_id } = budget
  return (
    <article class="card budget-card">
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p class="soft small">
          <bdi>{organisation.name}</bdi>
        </p>
      </div>
      <p class="budget-left">
        <strong dir="ltr">{formatDigits(balance, unit)}</strong>{' '}
        <span class="soft">{t('issue.budgets.leftOf', { unit: unitOf(balance, unit) })}</span>
      </p>
      <BudgetBar issued={issued} spent={spent} unit={unit} />
      <p class="soft small">
        {t('issue.budgets.bar', { spent: formatCoins(spent, unit), issued: formatCoins(issued, unit) })}
      </p>
      <div class="budget-ways">
        <Button look="quiet" href={`/account/${organisation.id}?account=${account_id}`}>
          {t('issue.budgets.account')}
        </Button>
        {onIssue && <Button onClick={() => onIssue(budget)}>{t('issue.give.short')}</Button>}
      </div>
    </article>
  )
}
