import type { Budget, ProgrammeLine } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { SpentBar } from './SpentBar'
import { stateSaid } from './said'

type Props = {
  budgets: Budget[]
  lines: ProgrammeLine[]
  unit: Unit
  onNew?: (() => void) | undefined
  onAllocate?: ((budget: Budget) => void) | undefined
  onBack?: ((budget: Budget) => void) | undefined
}

/** The budgets of a programme: what is left of each, and what an issuer may do with it. */
export function Budgets({ budgets, lines, unit, onNew, onAllocate, onBack }: Props) {
  return (
    <section class="programme-budgets">
      <header class="card-top">
        <h2>{t('programmes.budgets')}</h2>
        {onNew && (
          <Button fit icon="plus" look="quiet" onClick={onNew}>
            {t('programmes.budget.new')}
          </Button>
        )}
      </header>
      {budgets.length === 0 ? (
        <p class="soft">{t('programmes.noBudgets')}</p>
      ) : (
        <ul class="programme-cards">
          {budgets.map((one) => (
            <li key={one.id}>
              <BudgetCard
                budget={one}
                line={lines.find(({ id }) => id === one.line_id)?.name}
                unit={unit}
                onAllocate={onAllocate}
                onBack={onBack}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

type CardProps = Pick<Props, 'unit' | 'onAllocate' | 'onBack'> & { budget: Budget; line?: string | undefined }

/** A budget: what is left of it, large, and a word when that is little. */
export function BudgetCard({ budget, line, unit, onAllocate, onBack }: CardProps) {
  const { name, organisation, balance, issued, spent, state, account_id } = budget
  return (
    <article class="card budget-card">
      <header>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p class="soft small">
          <bdi>{organisation.name}</bdi>
          {line && (
            <>
              {' '}
              · <bdi>{line}</bdi>
            </>
          )}
        </p>
      </header>
      <p class="programme-left">
        <strong dir="ltr">{formatDigits(balance, unit)}</strong>{' '}
        <span class="soft">{t('programmes.leftOf', { unit: unitOf(balance, unit) })}</span>
      </p>
      <SpentBar spent={spent} issued={issued} unit={unit} low={state !== 'enough'} />
      {state !== 'enough' && (
        <p class="programme-tags">
          <span class="tag tag-warn">{stateSaid(budget)}</span>
        </p>
      )}
      <div class="programme-ways">
        {onAllocate && (
          <Button look="quiet" onClick={() => onAllocate(budget)}>
            {t('programmes.allocate.short')}
          </Button>
        )}
        <Button look="quiet" href={`/account/${organisation.id}?account=${account_id}`}>
          {t('programmes.account')}
        </Button>
        {onBack && balance > 0 && (
          <Button look="plain" onClick={() => onBack(budget)}>
            {t('programmes.takeBack.short')}
          </Button>
        )}
      </div>
    </article>
  )
}
