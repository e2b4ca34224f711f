import { useState } from 'preact/hooks'
import type { NewTrade, NewTradeRefund, Partner, Trade } from '../../data/api-types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { Lost } from './Lost'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'

type Props = {
  partner: Partner | null
  organisationId: string
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** How much goes to the partner, and what for. */
export function TradeSheet({ partner, onClose, ...rest }: Props) {
  const title = partner ? t('circulation.trade.pay', { name: partner.name }) : ''
  return (
    <Sheet open={partner !== null} title={title} onClose={onClose}>
      {partner && <TradeForm key={partner.id} partner={partner} onClose={onClose} {...rest} />}
    </Sheet>
  )
}

function TradeForm({ partner, organisationId, unit, onClose, onDone }: Props & { partner: Partner }) {
  const [memo, setMemo] = useState('')
  const order = useOrder<NewTrade, Trade>(`trade ${organisationId}`, 'trades', (made) => {
    const words = t('circulation.trade.done', {
      amount: formatCoins(made.amount, unit),
      name: made.partner.name,
    })
    onClose()
    onDone(words)
    return words
  })
  return (
    <AmountForm
      unit={unit}
      order={order}
      action={(amount) => (amount ? t('circulation.trade.now', { amount }) : t('circulation.trade.short'))}
      onSend={(amount) =>
        void order.send({
          from_organisation_id: organisationId,
          to_organisation_id: partner.id,
          amount,
          memo: memo.trim(),
        })
      }
    >
      <Memo value={memo} onInput={setMemo} />
    </AmountForm>
  )
}

type RefundProps = {
  trade: Trade | null
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** How much of a payment goes back. */
export function RefundSheet({ trade, onClose, ...rest }: RefundProps) {
  const title = trade ? t('circulation.trade.refundTitle', { name: trade.partner.name }) : ''
  return (
    <Sheet open={trade !== null} title={title} onClose={onClose}>
      {trade && <RefundForm key={trade.id} trade={trade} onClose={onClose} {...rest} />}
    </Sheet>
  )
}

function RefundForm({ trade, unit, onClose, onDone }: RefundProps & { trade: Trade }) {
  const [reason, setReason] = useState('')
  const order = useOrder<NewTradeRefund, Trade>(`trade refund ${trade.id}`, 'trade-refunds', (_, sent) => {
    const words = t('circulation.trade.refunded', { amount: formatCoins(sent.amount, unit) })
    onClose()
    onDone(words)
    return words
  })
  return (
    <AmountForm
      unit={unit}
      order={order}
      action={(amount) =>
        amount ? t('circulation.trade.refundNow', { amount }) : t('circulation.trade.refund')
      }
      onSend={(amount) => void order.send({ trade_id: trade.id, amount, reason: reason.trim() })}
    >
      <Memo value={reason} onInput={setReason} />
    </AmountForm>
  )
}

function Memo({ value, onInput }: { value: string; onInput: (text: string) => void }) {
  return (
    <Field
      label={t('circulation.trade.memo')}
      hint={t('circulation.trade.memoHint')}
      optional
      maxLength={500}
      value={value}
      onInput={onInput}
    />
  )
}

type AmountFormProps = {
  unit: Unit
  order: Pick<ReturnType<typeof useOrder>, 'busy' | 'error'> & { lost: unknown }
  action: (amount: string) => string
  onSend: (amount: number) => void
  children: preact.ComponentChildren
}

function AmountForm({ unit, order, action, onSend, children }: AmountFormProps) {
  const { typed, type, amount, missing } = useAmount(unit.decimals)
  const [asked, setAsked] = useState(false)
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (amount > 0) onSend(amount)
  }
  if (order.lost) return <Lost onSend={() => onSend(0)} />
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Field
        label={t('circulation.amount', { unit: unit.plural })}
        inputMode="decimal"
        value={typed}
        onInput={type}
        error={asked && amount === 0 ? missing : undefined}
      />
      {children}
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {action(amount > 0 ? formatCoins(amount, unit) : '')}
      </Button>
    </form>
  )
}
