import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Payment, Till } from '../../data/types'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { List } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { DayPicker } from './DayPicker'
import { PaymentRow } from './PaymentRow'
import { PaymentSheet } from './PaymentSheet'
import { dayThere, hatAt } from './place'
import './counter.css'
import './books.css'

/** A day at the counter: what came in, what went back, every payment with its receipt. */
export default function TillScreen({ params }: ScreenProps) {
  const shopId = params.org ?? ''
  const worn = hatAt(shopId)
  const today = dayThere()
  const day = search.value.get('day') ?? today
  const path = `/organisations/${shopId}/till?day=${day}`
  const till = useResource(path, (abort) => api.get<Till>(path, abort))
  const [opened, setOpened] = useState<string | null>(null)
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('counter.till.title')} />
  const open = till.data?.payments.find(({ id }) => id === opened) ?? null
  return (
    <Screen title={t('counter.till.title')}>
      <DayPicker day={day} today={today} onDay={(next) => setSearch({ day: next === today ? null : next })} />
      <Loaded of={till}>
        {({ payments, totals }) => (
          <>
            <Totals totals={totals} unit={unit} />
            <Payments
              payments={payments}
              unit={unit}
              shopId={shopId}
              isToday={day === today}
              onOpen={({ id }) => setOpened(id)}
            />
          </>
        )}
      </Loaded>
      <PaymentSheet
        payment={open}
        unit={unit}
        onClose={() => setOpened(null)}
        onRefunded={() => void till.reload()}
      />
    </Screen>
  )
}

function Totals({ totals, unit }: { totals: Till['totals']; unit: Unit }) {
  const { received, refunded, count } = totals
  return (
    <dl class="till-totals">
      <div class="till-received">
        <dt>{t('counter.till.received')}</dt>
        <dd>
          <span dir="ltr">{formatDigits(received, unit)}</span> <small>{unitOf(received, unit)}</small>
        </dd>
      </div>
      <div>
        <dt>{t('counter.till.count')}</dt>
        <dd>{count}</dd>
      </div>
      <div>
        <dt>{t('counter.till.refunded')}</dt>
        <dd dir="ltr">{formatDigits(refunded, unit)}</dd>
      </div>
    </dl>
  )
}

type PaymentsProps = {
  payments: Payment[]
  unit: Unit
  shopId: string
  isToday: boolean
  onOpen: (payment: Payment) => void
}

function Payments({ payments, unit, shopId, isToday, onOpen }: PaymentsProps) {
  if (payments.length === 0)
    return (
      <EmptyState
        picture="gables"
        text={t(isToday ? 'counter.till.emptyToday' : 'counter.till.empty')}
        action={t('counter.till.toCounter')}
        href={`/counter/${shopId}`}
      />
    )
  return (
    <section class="stack-tight">
      <h2>{t('counter.till.payments')}</h2>
      <List label={t('counter.till.payments')}>
        {payments.map((payment) => (
          <PaymentRow key={payment.id} payment={payment} unit={unit} onOpen={onOpen} />
        ))}
      </List>
    </section>
  )
}
