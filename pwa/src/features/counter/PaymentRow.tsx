import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Row } from '../../ui/List'
import { timeSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

type Props = { payment: Payment; unit: Unit; onOpen?: (payment: Payment) => void }

/** One payment of the day: what came in, when, and what became of it. */
export function PaymentRow({ payment, unit, onOpen }: Props) {
  const state = stateOf(payment, unit)
  return (
    <Row
      title={timeSaid(payment.at)}
      text={state}
      end={
        <span class={payment.status === 'paid' ? undefined : 'till-unpaid'}>
          <Amount
            value={payment.amount}
            unit={unit}
            size="row"
            direction={payment.status === 'paid' ? 'in' : undefined}
            bare
          />
        </span>
      }
      onClick={onOpen && (() => onOpen(payment))}
    />
  )
}

/** In words what is not simply paid. */
export function stateOf({ status, refunded, amount }: Payment, unit: Unit): string {
  if (refunded > 0 && refunded === amount) return t('counter.state.refunded')
  if (refunded > 0) return t('counter.state.partly', { amount: formatCoins(refunded, unit) })
  return t('counter.state.of', { status })
}
