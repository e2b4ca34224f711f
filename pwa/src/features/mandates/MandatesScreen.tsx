import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hat, hats } from '../../data/session'
import type { Mandate, OpenPlan } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { everySaid, ownerSaid, priceSaid, standingSaid } from './said'
import './mandates.css'

/** What is paid or received by itself, and what can be joined; of the person, or of a shop or association. */
export default function MandatesScreen({ params }: ScreenProps) {
  const { organisation } = params
  const here = hats.value.find((one) => organisation && one.organisation?.id === organisation) ?? hat.value
  const place = here?.community.id ?? ''
  const path = organisation ? `/organisations/${organisation}/mandates` : `/communities/${place}/mandates`
  const found = useResource(path, async (abort) => {
    const [{ mandates }, { plans }] = await Promise.all([
      api.get<{ mandates: Mandate[] }>(path, abort),
      api.get<{ plans: OpenPlan[] }>(`/communities/${place}/plans`, abort),
    ])
    return { mandates, plans }
  })
  const unit = here?.community.currency
  return (
    <Screen title={t('mandates.title')} back={organisation ? '/desk' : '/me'}>
      <Loaded of={found}>
        {({ mandates, plans }) =>
          unit && <All mandates={mandates} plans={plans} unit={unit} payer={organisation} />
        }
      </Loaded>
    </Screen>
  )
}

type AllProps = { mandates: Mandate[]; plans: OpenPlan[]; unit: Unit; payer: string | undefined }

function All({ mandates, plans, unit, payer }: AllProps) {
  const running = mandates.filter(({ ended_at }) => !ended_at)
  const ended = mandates.filter(({ ended_at }) => ended_at)
  const given = new Set(running.map(({ plan }) => plan.id))
  const open = plans.filter(({ id, kind, organisation }) =>
    payer ? kind === 'dues' && organisation?.id !== payer && !given.has(id) : !given.has(id),
  )
  return (
    <>
      {running.filter(({ new_amount }) => new_amount !== null).map(asksMore(unit))}
      {running.length === 0 && open.length === 0 && (
        <EmptyState picture="windmill" text={t('mandates.empty')} />
      )}
      {running.length > 0 && (
        <Card title={t('mandates.running')}>
          <List label={t('mandates.running')}>
            {running.map((mandate) => (
              <MandateRow key={mandate.id} mandate={mandate} unit={unit} />
            ))}
          </List>
        </Card>
      )}
      {open.length > 0 && <OpenPlans plans={open} unit={unit} payer={payer} />}
      {ended.length > 0 && (
        <details class="mandates-ended">
          <summary>{t('mandates.ended', { count: ended.length })}</summary>
          <List label={t('mandates.ended', { count: ended.length })}>
            {ended.map((mandate) => (
              <MandateRow key={mandate.id} mandate={mandate} unit={unit} />
            ))}
          </List>
        </details>
      )}
    </>
  )
}

const asksMore = (unit: Unit) => (mandate: Mandate) => (
  <Notice
    key={mandate.id}
    kind="warning"
    title={t('mandates.more.title', {
      plan: mandate.plan.name,
      price: priceSaid(mandate.new_amount ?? 0, mandate.new_euro_cents ?? 0, unit),
    })}
    next={t('mandates.more.next', { price: priceSaid(mandate.amount, mandate.euro_cents, unit) })}
    action={t('mandates.more.look')}
    onAction={() => navigate(`/mandates/${mandate.id}`)}
  />
)

function MandateRow({ mandate, unit }: { mandate: Mandate; unit: Unit }) {
  const { plan } = mandate
  return (
    <Row
      href={`/mandates/${mandate.id}`}
      start={<Icon name={plan.kind === 'plot' ? 'place' : 'turn'} />}
      title={plan.name}
      text={
        <>
          <bdi>{ownerSaid(plan)}</bdi> · {everySaid(plan)}
          <br />
          {standingSaid(mandate)}
        </>
      }
      end={
        <Amount
          value={mandate.amount}
          unit={unit}
          size="row"
          direction={plan.kind === 'grant' ? 'in' : 'out'}
          bare
        />
      }
    />
  )
}

function OpenPlans({ plans, unit, payer }: { plans: OpenPlan[]; unit: Unit; payer: string | undefined }) {
  return (
    <Card title={t('mandates.open')}>
      <List label={t('mandates.open')}>
        {plans.map((plan) => (
          <Row
            key={plan.id}
            href={`/plans/${plan.id}${payer ? `?for=${payer}` : ''}`}
            start={<Icon name={plan.kind === 'plot' ? 'place' : 'organisations'} />}
            title={plan.name}
            text={
              <>
                <bdi>{ownerSaid(plan)}</bdi> · {priceSaid(plan.amount, plan.euro_cents, unit)} ·{' '}
                {everySaid(plan)}
                {plan.kind === 'plot' && (
                  <>
                    <br />
                    {placeSaid(plan)}
                  </>
                )}
              </>
            }
          />
        ))}
      </List>
    </Card>
  )
}

/** Whether there is a plot, or where the person stands in line. */
export function placeSaid({ mine, free_plots, waiting }: OpenPlan): string {
  if (mine.offered_plot) return t('mandates.plot.forYou', { plot: mine.offered_plot })
  if (mine.place) return t('mandates.plot.inLine', { place: mine.place })
  return free_plots > waiting
    ? t('mandates.plot.free', { count: free_plots - waiting })
    : t('mandates.plot.waiting', { count: waiting })
}
