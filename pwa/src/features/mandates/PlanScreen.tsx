import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { GivenMandate, OpenPlan } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { GiveForm } from './GiveForm'
import { placeSaid } from './MandatesScreen'
import { everySaid, ownerSaid, unitIn } from './said'
import './mandates.css'

/** A plan as its link or QR shows it: what it costs, and the mandate to give or the line to join. */
export default function PlanScreen({ params }: ScreenProps) {
  const path = `/plans/${params.id}`
  const found = useResource(path, (abort) => api.get<OpenPlan>(path, abort))
  const [given, setGiven] = useState<GivenMandate>()
  const payer = search.value.get('for') ?? ''
  const reload = (): void => void found.reload()
  return (
    <Screen
      title={found.data?.name ?? t('mandates.title')}
      back={payer ? `/mandates/of/${payer}` : '/mandates'}
    >
      <Loaded of={found} skeleton={<Skeleton shape="amount" />}>
        {(plan) => {
          const unit = unitIn(plan.community_id)
          if (!unit) return null
          if (given) return <Given given={given} unit={unit} />
          return (
            <>
              <Price plan={plan} unit={unit} />
              <Way plan={plan} unit={unit} payer={payer} onGiven={setGiven} onChanged={reload} />
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

function Price({ plan, unit }: { plan: OpenPlan; unit: Unit }) {
  return (
    <section class="mandate-standing">
      <p>
        <bdi>{ownerSaid(plan)}</bdi>
      </p>
      <Amount value={plan.amount} unit={unit} />
      {plan.euro_cents > 0 && (
        <p class="strong">{t('mandates.andEuro', { euro: formatEuro(plan.euro_cents) })}</p>
      )}
      <p class="soft">{everySaid(plan)}</p>
      {plan.kind === 'plot' && <p class="plan-tag">{placeSaid(plan)}</p>}
    </section>
  )
}

type WayProps = {
  plan: OpenPlan
  unit: Unit
  payer: string
  onGiven: (given: GivenMandate) => void
  onChanged: () => void
}

/** What the person can do: look at the mandate that runs, give one, or stand in line. */
function Way({ plan, unit, payer, onGiven, onChanged }: WayProps) {
  const { mine } = plan
  if (plan.status === 'closed') return <Notice title={t('mandates.closed')} next={t('mandates.closedNext')} />
  if (mine.mandate_id && !payer)
    return (
      <Notice kind="success" title={t('mandates.runs')}>
        <Button look="quiet" fit href={`/mandates/${mine.mandate_id}`}>
          {t('mandates.look')}
        </Button>
      </Notice>
    )
  if (plan.kind === 'dues') return <GiveForm plan={plan} unit={unit} payer={payer} onGiven={onGiven} />
  if (!mine.offered_plot) return <Line plan={plan} onChanged={onChanged} />
  return (
    <>
      <Notice
        kind="success"
        title={t('mandates.plot.forYou', { plot: mine.offered_plot })}
        next={t('mandates.plot.sayBefore', { day: dateSaid(mine.offered_until ?? '') })}
      />
      <GiveForm plan={plan} unit={unit} payer="" onGiven={onGiven} />
      <Line plan={plan} onChanged={onChanged} />
    </>
  )
}

/** The waiting list: join it, or give the place up. */
function Line({ plan, onChanged }: { plan: OpenPlan; onChanged: () => void }) {
  const { busy, error, run } = useDoing()
  const inLine = plan.mine.place !== null || plan.mine.offered_plot !== null
  const move = async (): Promise<void> => {
    const way = inLine ? 'leave' : 'join'
    if (await run(way, () => api.post(`/plans/${plan.id}/${way}`))) onChanged()
  }
  return (
    <>
      {error && <ErrorNotice trouble={error} />}
      {!inLine && <p>{t('mandates.plot.how', { count: plan.offer_days })}</p>}
      <Button look={inLine ? 'quiet' : 'filled'} busy={busy !== null} onClick={() => void move()}>
        {t(inLine ? 'mandates.plot.leave' : 'mandates.plot.join')}
      </Button>
    </>
  )
}

function Given({ given: { mandate, warnings }, unit }: { given: GivenMandate; unit: Unit }) {
  const [short] = warnings
  return (
    <>
      <Notice
        kind="success"
        title={t('mandates.given.title')}
        next={t('mandates.given.next', { day: dateSaid(mandate.due_on) })}
      />
      {short && (
        <Notice
          kind="warning"
          title={t('mandates.given.short', { balance: formatCoins(short.balance, unit) })}
          next={t('mandates.given.shortNext', {
            amount: formatCoins(mandate.amount, unit),
            day: dateSaid(mandate.due_on),
          })}
        />
      )}
      <Button href="/mandates">{t('mandates.given.done')}</Button>
    </>
  )
}
