import { useEffect, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { useDoing } from '../../data/doing'
import { type Pending, pendingIn, sendOnce } from '../../data/pending'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { euros } from '../../ui/chart/measure'
import { Field } from '../../ui/Field'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Sheet } from '../../ui/Sheet'
import { MoneyTrouble } from './MoneyTrouble'
import { today } from './said'

type Props = {
  open: boolean
  communityId: string
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** Notes euro that came into the reserve, as the bank's statement shows. */
export function DepositSheet({ open, onClose, onDone, ...rest }: Props) {
  return (
    <Sheet open={open} title={t('programmes.deposit.title')} onClose={onClose}>
      {open && (
        <Form
          {...rest}
          onDone={(words) => {
            onClose()
            onDone(words)
          }}
        />
      )}
    </Sheet>
  )
}

type Kept = { cents: number }
type FormProps = { communityId: string; unit: Unit; onDone: (words: string) => void }

function Form({ communityId, unit, onDone }: FormProps) {
  const slot = `deposit ${communityId}`
  const [draft, setDraft] = useState({ euro: '', reference: '', day: today(), from: '' })
  const [asked, setAsked] = useState(false)
  const [lost, setLost] = useState<Pending<Kept>>()
  const { busy, error, run } = useDoing()
  const look = (): Promise<void> => pendingIn<Kept>(slot).then(setLost)
  useEffect(() => void look(), [slot])
  const set =
    (name: keyof typeof draft) =>
    (value: string): void =>
      setDraft((known) => ({ ...known, [name]: value }))
  const parsed = parseAmount(draft.euro, 2)
  const cents = lost?.body.cents ?? (parsed.ok ? parsed.amount : 0)
  const complete = cents > 0 && draft.reference.trim() !== '' && draft.from.trim() !== '' && draft.day !== ''
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!lost && !complete) return
    const body = {
      community_id: communityId,
      cents,
      bank_reference: draft.reference.trim(),
      day: draft.day,
      received_from: draft.from.trim(),
    }
    if (!(await run('send', () => sendOnce(slot, 'deposits', body)))) return look()
    const words = t('programmes.deposit.done', { euro: euros.said(cents) })
    announce(words)
    onDone(words)
  }
  const missing = (value: string, words: string): string | undefined =>
    asked && value.trim() === '' ? words : undefined
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      {lost ? (
        <Notice
          kind="warning"
          title={t('programmes.lost.title', { amount: euros.said(cents) })}
          next={t('programmes.lost.next')}
        />
      ) : (
        <>
          <p>{t('programmes.deposit.text')}</p>
          <Field
            label={t('programmes.howMuchEuro')}
            inputMode="decimal"
            value={draft.euro}
            onInput={set('euro')}
            error={asked && !parsed.ok ? t('programmes.amountMissing') : undefined}
          />
          <Field
            label={t('programmes.deposit.reference')}
            hint={t('programmes.deposit.referenceHint')}
            code
            value={draft.reference}
            maxLength={140}
            onInput={set('reference')}
            error={missing(draft.reference, t('programmes.deposit.referenceMissing'))}
          />
          <Field
            label={t('programmes.deposit.day')}
            type="date"
            max={today()}
            value={draft.day}
            onInput={set('day')}
          />
          <Field
            label={t('programmes.deposit.from')}
            value={draft.from}
            maxLength={80}
            onInput={set('from')}
            error={missing(draft.from, t('programmes.nameMissing'))}
          />
        </>
      )}
      {error && <MoneyTrouble error={error} unit={unit} />}
      <Button type="submit" busy={busy !== null}>
        {cents > 0 ? t('programmes.deposit.now', { euro: euros.said(cents) }) : t('programmes.deposit.short')}
      </Button>
    </form>
  )
}
