import { useEffect, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { useDoing } from '../../data/doing'
import { type Pending, pendingIn, sendOnce } from '../../data/pending'
import { community } from '../../data/session'
import type { Budget } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Sheet } from '../../ui/Sheet'

type Order = { budget_id: string; amount: number; why: string }
type Props = { budget: Budget | null; unit: Unit; onClose: () => void; onIssued: (words: string) => void }

/** Makes coin and puts it into a budget. An order that may have got lost goes out again before any other. */
export function IssueSheet({ budget, unit, onClose, onIssued }: Props) {
  return (
    <Sheet
      open={budget !== null}
      title={t('issue.give.title', { budget: budget?.name ?? '' })}
      onClose={onClose}
    >
      {budget && (
        <Form
          key={budget.id}
          budget={budget}
          unit={unit}
          onDone={(words) => {
            onClose()
            onIssued(words)
          }}
        />
      )}
    </Sheet>
  )
}

type FormProps = { budget: Budget; unit: Unit; onDone: (words: string) => void }

function Form({ budget, unit, onDone }: FormProps) {
  const slot = `issue ${budget.id}`
  const [typed, setTyped] = useState('')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const [lost, setLost] = useState<Pending<Order>>()
  const { busy, error, run } = useDoing()
  const look = (): Promise<void> => pendingIn<Order>(slot).then(setLost)
  useEffect(() => void look(), [slot])
  const parsed = parseAmount(typed, unit.decimals)
  const amount = lost?.body.amount ?? (parsed.ok ? parsed.amount : 0)
  const noReason = why.trim() === ''
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!lost && (amount === 0 || noReason)) return
    const order: Order = { budget_id: budget.id, amount, why: why.trim() }
    if (!(await run('issue', () => sendOnce(slot, 'issues', order)))) return look()
    const words = t('issue.give.done', { amount: formatCoins(amount, unit), budget: budget.name })
    announce(words)
    onDone(words)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      {lost ? (
        <Notice
          kind="warning"
          title={t('issue.give.lost', { amount: formatCoins(lost.body.amount, unit) })}
          next={t('issue.give.lostNext')}
        />
      ) : (
        <>
          <Field
            label={t('issue.give.amount', { unit: unit.plural })}
            hint={amount > 0 ? worth(amount, unit) : t('issue.give.amountHint')}
            inputMode="decimal"
            value={typed}
            onInput={setTyped}
            error={asked && amount === 0 ? t('issue.give.amountMissing') : undefined}
          />
          <Field
            label={t('issue.give.why')}
            hint={t('issue.give.whyHint')}
            value={why}
            maxLength={500}
            onInput={setWhy}
            error={asked && noReason ? t('issue.give.whyMissing') : undefined}
          />
        </>
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {amount > 0 ? t('issue.give.now', { amount: formatCoins(amount, unit) }) : t('issue.give.start')}
      </Button>
    </form>
  )
}

/** What the coins are worth by today's rate, in euro. */
function worth(amount: number, unit: Unit): string {
  const rate = community.value?.settings.euro_rate
  if (!rate) return t('issue.give.amountHint')
  const cents = Math.round((amount * rate.euro_cents) / rate.coins / 10 ** unit.decimals)
  return t('issue.give.worth', { euro: formatEuro(cents) })
}
