import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hats } from '../../data/session'
import type { Budget } from '../../data/types'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { BudgetCard } from './Budgets'
import './programmes.css'

/** A coordinator's budgets: what is left, and what to do when that is little. */
export default function BudgetsScreen({ params }: ScreenProps) {
  const here = hats.value.find(({ organisation }) => organisation?.id === params.organisation)
  const path = `/communities/${here?.community.id}/budgets`
  const found = useResource(path, (abort) => api.get<{ budgets: Budget[] }>(path, abort))
  const unit = here?.community.currency
  return (
    <Screen title={t('programmes.own.title')} back="/desk" wide>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {({ budgets }) => {
          const own = budgets.filter(({ organisation }) => organisation.id === params.organisation)
          if (!unit || own.length === 0)
            return <EmptyState picture="windmill" text={t('programmes.own.empty')} />
          return (
            <>
              <Low budgets={own} />
              <h2 class="seen-by-ear">{t('programmes.own.title')}</h2>
              <ul class="programme-cards">
                {own.map((one) => (
                  <li key={one.id}>
                    <BudgetCard budget={one} unit={unit} />
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

function Low({ budgets }: { budgets: Budget[] }) {
  const empty = budgets.filter(({ state }) => state === 'empty')
  const low = budgets.filter(({ state }) => state === 'low')
  if (empty.length > 0)
    return (
      <Notice
        kind="warning"
        title={t('programmes.own.isEmpty', { budget: empty[0]?.name ?? '' })}
        next={t('programmes.own.emptyNext')}
      />
    )
  if (low.length > 0)
    return (
      <Notice
        kind="warning"
        title={t('programmes.own.isLow', { budget: low[0]?.name ?? '' })}
        next={t('programmes.own.lowNext')}
      />
    )
  return null
}
