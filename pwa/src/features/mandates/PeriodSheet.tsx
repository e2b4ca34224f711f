import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import type { Collection } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Field } from '../../ui/Field'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { euroSaid, statusSaid } from './History'

type Props = {
  period: Collection | null
  unit: Unit
  granted: boolean
  onClose: () => void
  onDone: () => void
}

/** One period of one payer: write down that the euro came, or give the coin back. */
export function PeriodSheet({ period, onClose, ...rest }: Props) {
  return (
    <Sheet open={period !== null} title={period?.party ?? ''} onClose={onClose}>
      {period && <Inside key={period.id} period={period} {...rest} />}
    </Sheet>
  )
}

type InsideProps = { period: Collection; unit: Unit; granted: boolean; onDone: () => void }

function Inside({ period, unit, granted, onDone }: InsideProps) {
  const owesEuro = period.euro_cents > 0 && period.euro_paid_at === null
  return (
    <>
      <p>
        {dateSaid(period.due_on)} · {formatCoins(period.amount, unit)} · {statusSaid(period)}
      </p>
      {period.euro_cents > 0 && (
        <p>
          {euroSaid(period)} {period.euro_reference && <bdi>({period.euro_reference})</bdi>}
        </p>
      )}
      {owesEuro && <EuroForm period={period} onDone={onDone} />}
      {period.status === 'paid' && !granted && <ReturnForm period={period} unit={unit} onDone={onDone} />}
    </>
  )
}

function EuroForm({ period, onDone }: { period: Collection; onDone: () => void }) {
  const [reference, setReference] = useState('')
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const body = { reference: reference.trim() }
    if (!body.reference) return
    if (!(await run('euro', () => sendCommand(`/collections/${period.id}/euro`, body)))) return
    announce(t('mandates.euro.noted'))
    onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('mandates.euro.reference')}
        hint={t('mandates.euro.hint')}
        value={reference}
        maxLength={80}
        onInput={setReference}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null} disabled={reference.trim() === ''}>
        {t('mandates.euro.note', { euro: formatEuro(period.euro_cents) })}
      </Button>
    </form>
  )
}

function ReturnForm({ period, unit, onDone }: Omit<InsideProps, 'granted'>) {
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const amount = formatCoins(period.amount, unit)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const body = { why: why.trim() }
    if (!body.why) return
    if (!(await run('return', () => api.put(`/collections/${period.id}/return`, body)))) return
    announce(t('mandates.return.done', { amount }))
    onDone()
  }
  if (!asking)
    return (
      <Button look="quiet" icon="refund" onClick={() => setAsking(true)}>
        {t('mandates.return.ask', { amount })}
      </Button>
    )
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field label={t('mandates.return.why')} value={why} maxLength={500} onInput={setWhy} />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" look="danger" busy={busy !== null} disabled={why.trim() === ''}>
        {t('mandates.return.now', { amount })}
      </Button>
    </form>
  )
}
