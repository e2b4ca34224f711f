import { useEffect, useMemo, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import { serverNow } from '../../data/clock'
import type { ApiError } from '../../data/problem'
import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { KeptScreen } from '../../ui/KeptScreen'
import { formatCoins, type Unit } from '../../ui/money'
import { PaidScreen } from '../../ui/PaidScreen'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { WaitingScreen } from '../../ui/WaitingScreen'
import type { Sale } from './use-sale'

type Props = {
  sale: Sale
  unit: Unit
  onCancel: () => void
  onNext: () => void
  onOtherAmount: () => void
  onScanAgain: (amount: number) => void
}

/** What became of the customer's code, on one screen. */
export function Result({ sale, unit, onCancel, onNext, onOtherAmount, onScanAgain }: Props) {
  if (sale.step === 'sending') {
    const { order, earlier } = sale
    return <Sending key={order.id} amount={order.body.amount} unit={unit} earlier={earlier} />
  }
  if (sale.step === 'waiting')
    return <Asking key={sale.payment.id} payment={sale.payment} unit={unit} onCancel={onCancel} />
  if (sale.step === 'kept')
    return (
      <KeptScreen
        amount={sale.amount}
        unit={unit}
        text={t('counter.kept.text')}
        onDone={onNext}
        doneLabel={t('counter.next')}
      />
    )
  if (sale.step === 'paid') return <Paid payment={sale.payment} unit={unit} onNext={onNext} />
  if (sale.step === 'refused')
    return (
      <Refused
        trouble={sale.trouble}
        amount={sale.amount}
        unit={unit}
        onOtherAmount={onOtherAmount}
        onScanAgain={() => onScanAgain(sale.amount)}
      />
    )
  return null
}

/** How long an answer may take before somebody wonders, milliseconds. */
const SOON = 1_500
const LONG = 9_000

export function Sending({ amount, unit, earlier }: { amount: number; unit: Unit; earlier: boolean }) {
  const [wait, setWait] = useState<'soon' | 'slow' | 'long'>('soon')
  useEffect(() => {
    const slow = setTimeout(() => setWait('slow'), SOON)
    const long = setTimeout(() => setWait('long'), LONG)
    return () => {
      clearTimeout(slow)
      clearTimeout(long)
    }
  }, [])
  const text = wait === 'soon' ? undefined : t(`counter.sending.${wait}`)
  return (
    <WaitingScreen
      title={t(earlier ? 'counter.sending.earlier' : 'counter.sending.title')}
      text={text}
      amount={amount}
      unit={unit}
    />
  )
}

function Asking({ payment, unit, onCancel }: { payment: Payment; unit: Unit; onCancel: () => void }) {
  const window = useMemo(() => {
    const from = Date.now()
    const left = payment.expires_at ? Date.parse(payment.expires_at) - serverNow() : 0
    return { from, until: from + Math.max(1_000, left) }
  }, [payment.expires_at])
  return (
    <WaitingScreen
      title={t('counter.asking.title')}
      text={t('counter.asking.text')}
      amount={payment.amount}
      unit={unit}
      from={window.from}
      until={window.until}
      onCancel={onCancel}
      cancelLabel={t('counter.asking.cancel')}
    />
  )
}

export function Paid({ payment, unit, onNext }: { payment: Payment; unit: Unit; onNext: () => void }) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    void paidMark(payment.id).then(setMark)
  }, [payment.id])
  if (!mark) return null
  return (
    <PaidScreen
      amount={payment.amount}
      unit={unit}
      colour={mark.colour}
      word={mark.word}
      side="shop"
      onDone={onNext}
      doneLabel={t('counter.next')}
    />
  )
}

/** Another code of the same customer does not help against these. */
const ABOUT_THE_AMOUNT = new Set([
  ...['not_enough_coins', 'limit_exceeded', 'amount_invalid', 'payment_declined'],
  ...['over_per_payment', 'over_payer_day', 'over_allowance'],
])

type RefusedProps = {
  trouble: ApiError
  amount: number
  unit: Unit
  onOtherAmount: () => void
  onScanAgain: () => void
}

function Refused({ trouble, amount, unit, onOtherAmount, onScanAgain }: RefusedProps) {
  const again = {
    label: t('counter.again', { amount: formatCoins(amount, unit) }),
    act: onScanAgain,
  }
  const other = { label: t('counter.otherAmount'), act: onOtherAmount }
  const [first, second] = ABOUT_THE_AMOUNT.has(trouble.code) ? [other, again] : [again, other]
  return (
    <RefusedScreen
      trouble={trouble}
      action={first.label}
      onAction={first.act}
      second={second.label}
      onSecond={second.act}
    />
  )
}
