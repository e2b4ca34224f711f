import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hat, hats } from '../../data/session'
import type { ManagedPlan } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { formatEuro } from '../../ui/euro'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { NewPlanSheet } from './NewPlanSheet'
import { PriceTag } from './PriceTag'
import './mandates.css'

/** What an association takes or gives each period, or the neighbourhood's fund gives. */
export default function PlansScreen({ params }: ScreenProps) {
  const { organisation, community } = params
  const here = hats.value.find((one) =>
    organisation ? one.organisation?.id === organisation : one.community.id === community,
  )
  const place = (here ?? hat.value)?.community
  const path = organisation ? `/organisations/${organisation}/plans` : `/communities/${community}/fund-plans`
  const found = useResource(path, (abort) => api.get<{ plans: ManagedPlan[] }>(path, abort))
  const [adding, setAdding] = useState(false)
  const add = (
    <Button look="quiet" fit icon="plus" onClick={() => setAdding(true)}>
      {t('mandates.plans.new')}
    </Button>
  )
  return (
    <Screen
      title={t(organisation ? 'mandates.plans.title' : 'mandates.plans.fund')}
      back="/desk"
      wide
      aside={add}
    >
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {({ plans }) =>
          place &&
          (plans.length === 0 ? (
            <EmptyState
              picture="gables"
              text={t(organisation ? 'mandates.plans.empty' : 'mandates.plans.fundEmpty')}
              action={t('mandates.plans.new')}
              onAction={() => setAdding(true)}
            />
          ) : (
            <ul class="plan-cards">
              {plans.map((plan) => (
                <li key={plan.id}>
                  <PlanCard plan={plan} unit={place.currency} />
                </li>
              ))}
            </ul>
          ))
        }
      </Loaded>
      {place && (
        <NewPlanSheet
          open={adding}
          community={place}
          organisation={organisation}
          onClose={() => setAdding(false)}
          onMade={() => {
            setAdding(false)
            void found.reload()
          }}
        />
      )}
    </Screen>
  )
}

function PlanCard({ plan, unit }: { plan: ManagedPlan; unit: Unit }) {
  const { kind, active, behind, euro_owed_cents: owed, waiting, status } = plan
  return (
    <a class="plan-card" href={`/plans/${plan.id}/payers`}>
      <span class="plan-kind soft small">
        <Icon name={kind === 'plot' ? 'place' : kind === 'grant' ? 'coin' : 'turn'} size={20} />
        {t('mandates.kind', { kind })}
      </span>
      <span class="plan-name">
        <bdi>{plan.name}</bdi>
      </span>
      <PriceTag plan={plan} unit={unit} />
      <span class="plan-tags">
        <span class="plan-tag">
          {t(kind === 'grant' ? 'mandates.plans.receive' : 'mandates.plans.pay', { count: active })}
        </span>
        {behind > 0 && (
          <span class="plan-tag plan-tag-warn">{t('mandates.plans.behind', { count: behind })}</span>
        )}
        {owed > 0 && (
          <span class="plan-tag plan-tag-warn">{t('mandates.plans.owed', { euro: formatEuro(owed) })}</span>
        )}
        {waiting > 0 && <span class="plan-tag">{t('mandates.plot.waiting', { count: waiting })}</span>}
        {status === 'closed' && <span class="plan-tag">{t('mandates.closed')}</span>}
      </span>
    </a>
  )
}
