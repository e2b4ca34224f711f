import { useEffect, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { useDoing } from '../../data/doing'
import { type Pending, pendingIn, sendOnce } from '../../data/pending'
import type { Payment, Refund } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Tabs } from '../../ui/Tabs'

type Order = { payment_id: string; amount: number; reason: string }
type Props = { payment: Payment; unit: Unit; onDone: () => void }

/** Gives all or part of a payment back. A refund that may have got lost goes out again before any other. */
export function RefundForm({ payment, unit, onDone }: Props) {
  const slot = `refund ${payment.id}`
  const left = payment.amount - payment.refunded
  const [draft, setDraft] = useState<Draft>({ part: 'all', typed: '', reason: '' })
  const [lost, setLost] = useState<Pending<Order>>()
  const [shown, setShown] = useState(false)
  const { busy, error, run } = useDoing()
  const look = (): Promise<void> => pendingIn<Order>(slot).then(setLost)
  useEffect(() => void look(), [slot])
  const { part, reason } = draft
  const parsed = parseAmount(draft.typed, unit.decimals)
  const amount = lost?.body.amount ?? (part === 'all' ? left : parsed.ok ? parsed.amount : 0)
  const wrong = { amount: amount <= 0 || amount > left, reason: reason.trim() === '' }
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setShown(true)
    if (!lost && (wrong.amount || wrong.reason)) return
    const order: Order = { payment_id: payment.id, amount, reason: reason.trim() }
    const worked = await run('refund', () => sendOnce<Refund>(slot, 'refunds', order))
    if (!worked) return look()
    announce(t('counter.refund.done', { amount: formatCoins(amount, unit) }))
    onDone()
  }
  return (
    <form class="stack" onSubmit={(event) => void send(event)} noValidate>
      {lost ? (
        <Notice
          kind="warning"
          title={t('counter.refund.lost', { amount: formatCoins(lost.body.amount, unit) })}
          next={t('counter.refund.lostNext')}
        />
      ) : (
        <Fields
          draft={draft}
          left={left}
          unit={unit}
          wrong={shown ? wrong : NOTHING_WRONG}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {wrong.amount
          ? t('counter.refund.start')
          : t('counter.refund.give', { amount: formatCoins(amount, unit) })}
      </Button>
    </form>
  )
}

type Draft = { part: 'all' | 'part'; typed: string; reason: string }
type Wrong = { amount: boolean; reason: boolean }
type FieldsProps = {
  draft: Draft
  left: number
  unit: Unit
  wrong: Wrong
  onChange: (changes: Partial<Draft>) => void
}

const NOTHING_WRONG: Wrong = { amount: false, reason: false }

function Fields({ draft, left, unit, wrong, onChange }: FieldsProps) {
  return (
    <>
      <Tabs
        label={t('counter.refund.howMuch')}
        tabs={[
          { name: 'all', label: t('counter.refund.all', { amount: formatDigits(left, unit) }) },
          { name: 'part', label: t('counter.refund.part') },
        ]}
        current={draft.part}
        onChange={(part) => onChange({ part })}
      />
      {draft.part === 'part' && (
        <Field
          label={t('counter.refund.amount')}
          hint={t('counter.refund.most', { amount: formatCoins(left, unit) })}
          value={draft.typed}
          onInput={(typed) => onChange({ typed })}
          inputMode="decimal"
          error={wrong.amount ? t('counter.refund.amountWrong') : undefined}
        />
      )}
      <Field
        label={t('counter.refund.reason')}
        hint={t('counter.refund.reasonHint')}
        value={draft.reason}
        onInput={(reason) => onChange({ reason })}
        maxLength={500}
        error={wrong.reason ? t('counter.refund.reasonMissing') : undefined}
      />
    </>
  )
}
