import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { useDoing } from '../../data/doing'
import { type Pending, pendingIn, sendOnce } from '../../data/pending'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { euros } from '../../ui/chart/measure'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Sheet } from '../../ui/Sheet'
import { MoneyTrouble } from './MoneyTrouble'

export type AmountOrder = {
  /** Where the command is kept until it is settled, and the collection that it goes to. */
  slot: string
  collection: string
  title: string
  /** Said above the fields: what will happen. */
  text: string
  /** Coins of the neighbourhood, or euro. */
  money: 'coins' | 'euro'
  why: 'needed' | 'optional'
  whyHint: string
  /** What it is worth or how much there is, under the amount. */
  hint?: (amount: number) => string
  action: (amount: string) => string
  done: (amount: string) => string
  body: (amount: number, why: string) => Record<string, unknown>
}

type Props = {
  order: AmountOrder | null
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
  children?: ComponentChildren
}

/** Moves an amount once. An order that may have got lost goes out again before any other. */
export function AmountSheet({ order, unit, onClose, onDone, children }: Props) {
  return (
    <Sheet open={order !== null} title={order?.title ?? ''} onClose={onClose}>
      {order && (
        <Form
          key={order.slot}
          order={order}
          unit={unit}
          onDone={(words) => {
            onClose()
            onDone(words)
          }}
        >
          {children}
        </Form>
      )}
    </Sheet>
  )
}

type Kept = { amount?: number; cents?: number }
type FormProps = {
  order: AmountOrder
  unit: Unit
  onDone: (words: string) => void
  children: ComponentChildren
}

function Form({ order, unit, onDone, children }: FormProps) {
  const [typed, setTyped] = useState('')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const [lost, setLost] = useState<Pending<Kept>>()
  const { busy, error, run } = useDoing()
  const look = (): Promise<void> => pendingIn<Kept>(order.slot).then(setLost)
  useEffect(() => void look(), [order.slot])
  const inEuro = order.money === 'euro'
  const said = (amount: number): string => (inEuro ? euros.said(amount) : formatCoins(amount, unit))
  const parsed = parseAmount(typed, inEuro ? 2 : unit.decimals)
  const amount = lost?.body.amount ?? lost?.body.cents ?? (parsed.ok ? parsed.amount : 0)
  const noReason = order.why === 'needed' && why.trim() === ''
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!lost && (amount === 0 || noReason)) return
    const body = order.body(amount, why.trim())
    if (!(await run('send', () => sendOnce(order.slot, order.collection, body)))) return look()
    const words = order.done(said(amount))
    announce(words)
    onDone(words)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      {lost ? (
        <Notice
          kind="warning"
          title={t('programmes.lost.title', { amount: said(amount) })}
          next={t('programmes.lost.next')}
        />
      ) : (
        <>
          <p>{order.text}</p>
          {children}
          <Field
            label={inEuro ? t('programmes.howMuchEuro') : t('programmes.howMuch', { unit: unit.plural })}
            hint={order.hint?.(amount)}
            inputMode="decimal"
            value={typed}
            onInput={setTyped}
            error={asked && amount === 0 ? t('programmes.amountMissing') : undefined}
          />
          <Field
            label={t('programmes.why')}
            hint={order.whyHint}
            optional={order.why === 'optional'}
            value={why}
            maxLength={500}
            onInput={setWhy}
            error={asked && noReason ? t('programmes.whyMissing') : undefined}
          />
        </>
      )}
      {error && <MoneyTrouble error={error} unit={unit} />}
      <Button type="submit" busy={busy !== null}>
        {order.action(amount > 0 ? said(amount) : '')}
      </Button>
    </form>
  )
}
