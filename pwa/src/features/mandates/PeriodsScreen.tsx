import { useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Collection, CollectionList, ManagedPlan, PayerList } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { euroSaid, statusSaid } from './History'
import { PeriodSheet } from './PeriodSheet'
import { PlanHead } from './PlanHead'
import { ownPlans } from './PlanTabs'
import { everyPage } from './pages'
import { shortDay, today, unitIn } from './said'
import { type Stretch, stretchOf, stretchSaid } from './stretch'
import './mandates.css'

/** What was due in a month or a year: coin that was taken, and euro that came. */
export default function PeriodsScreen({ params }: ScreenProps) {
  const path = `/plans/${params.id}/payers?limit=1`
  const found = useResource(path, (abort) => api.get<PayerList>(path, abort))
  const plan = found.data?.plan
  const unit = plan && unitIn(plan.community_id)
  return (
    <Screen title={plan?.name ?? t('mandates.plans.title')} back={ownPlans(plan)} wide>
      <Loaded of={found}>
        {({ plan: of }) =>
          unit && (
            <>
              <PlanHead plan={of} unit={unit} current="periods" onChanged={() => void found.reload()} />
              <Periods plan={of} unit={unit} onChanged={() => void found.reload()} />
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

function Periods({ plan, unit, onChanged }: { plan: ManagedPlan; unit: Unit; onChanged: () => void }) {
  const stretch = stretchOf(plan.period, search.value.get('at') ?? today())
  const path = `/plans/${plan.id}/collections?first=${stretch.first}&last=${stretch.last}`
  const found = useResource(path, (abort) =>
    everyPage<CollectionList>(path, abort, (all, more) => ({
      ...more,
      collections: [...all.collections, ...more.collections],
    })),
  )
  const [open, setOpen] = useState<Collection | null>(null)
  return (
    <>
      <Turn stretch={stretch} />
      <Loaded of={found} skeleton={<Skeleton shape="rows" />}>
        {({ collections }) =>
          collections.length === 0 ? (
            <EmptyState picture="bridge" text={t('mandates.periods.empty')} />
          ) : (
            <>
              <Sum of={collections} unit={unit} />
              <Table periods={collections} unit={unit} onOpen={setOpen} />
            </>
          )
        }
      </Loaded>
      <PeriodSheet
        period={open}
        unit={unit}
        granted={plan.kind === 'grant'}
        onClose={() => setOpen(null)}
        onDone={() => {
          setOpen(null)
          onChanged()
          void found.reload()
        }}
      />
    </>
  )
}

/** To the stretch before and after. */
function Turn({ stretch }: { stretch: Stretch }) {
  return (
    <div class="period-turn">
      <Button
        look="quiet"
        fit
        icon="back"
        label={t('mandates.periods.before')}
        onClick={() => setSearch({ at: stretch.before })}
      />
      <h2 aria-live="polite">{stretchSaid(stretch)}</h2>
      <Button
        look="quiet"
        fit
        icon="forward"
        label={t('mandates.periods.after')}
        onClick={() => setSearch({ at: stretch.after })}
      />
    </div>
  )
}

function Sum({ of, unit }: { of: Collection[]; unit: Unit }) {
  const paid = of.filter(({ status }) => status === 'paid')
  const sum = paid.reduce((total, { amount }) => total + amount, 0)
  return (
    <p class="plan-price">
      <strong dir="ltr">{formatDigits(sum, unit)}</strong> {unitOf(sum, unit)}{' '}
      <span class="soft">{t('mandates.periods.paid', { count: paid.length, total: of.length })}</span>
    </p>
  )
}

type TableProps = { periods: Collection[]; unit: Unit; onOpen: (period: Collection) => void }

function Table({ periods, unit, onOpen }: TableProps) {
  const columns: Column<Collection>[] = [
    { key: 'party', label: t('mandates.payers.name'), value: ({ party }) => party },
    {
      key: 'day',
      label: t('mandates.periods.day'),
      value: ({ due_on }) => due_on,
      cell: ({ due_on }) => shortDay(due_on),
    },
    {
      key: 'amount',
      label: t('mandates.payers.amountShort'),
      fileLabel: t('mandates.payers.amount', { unit: unit.plural }),
      number: true,
      value: ({ amount }) => Number(plainAmount(amount, unit.decimals)),
    },
    { key: 'status', label: t('mandates.payers.state'), value: statusSaid },
    {
      key: 'euro',
      label: t('mandates.periods.euro'),
      value: (period) => (period.euro_cents > 0 ? euroSaid(period) : ''),
    },
    {
      key: 'reference',
      label: t('mandates.periods.reference'),
      value: ({ euro_reference }) => euro_reference ?? '',
    },
  ]
  const more = (period: Collection) => (
    <Button look="quiet" fit onClick={() => onOpen(period)}>
      {t('mandates.periods.more')}
    </Button>
  )
  return (
    <Desk
      label={t('mandates.tab.periods')}
      items={periods}
      columns={columns}
      idOf={({ id }) => id}
      textOf={({ party }) => party}
      actions={more}
      card={(period) => (
        <List>
          <Row
            title={period.party}
            text={
              <>
                {dateSaid(period.due_on)} · {statusSaid(period)}
                {period.euro_cents > 0 && (
                  <>
                    <br />
                    {euroSaid(period)}
                  </>
                )}
              </>
            }
            end={more(period)}
          />
        </List>
      )}
    />
  )
}
