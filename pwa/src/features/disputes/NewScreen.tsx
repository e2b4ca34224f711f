import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import type { DisputeList, DisputeWithSteps } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { community, hat, loadCommunity } from '../../data/session'
import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Field } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { amountOf, HowMuch, type Part } from './HowMuch'
import { aboutSaid } from './said'
import './disputes.css'

type Found = { payment: Payment; open: string | null; days: number }

/** A payment is not right: how much of it, and why. */
export default function NewScreen({ params }: ScreenProps) {
  const paymentId = params.payment ?? ''
  const found = useResource(`dispute ${paymentId}`, (abort) => look(paymentId, abort))
  const unit = hat.value?.community.currency
  return (
    <Screen title={t('disputes.new.title')} back="/statement">
      <Loaded of={found}>
        {({ payment, open, days }) =>
          open ? (
            <Notice
              title={t('disputes.new.exists')}
              action={t('disputes.new.show')}
              onAction={() => navigate(`/disputes/one/${open}`, { replace: true })}
            />
          ) : (
            unit && <Form payment={payment} days={days} unit={unit} />
          )
        }
      </Loaded>
    </Screen>
  )
}

/** The payment, an open complaint about it, and how long the shop has for an answer. */
async function look(paymentId: string, abort: AbortSignal): Promise<Found> {
  const [payment, { disputes }] = await Promise.all([
    api.get<Payment>(`/payments/${paymentId}`, abort),
    api.get<DisputeList>(`/me/disputes?payment_id=${paymentId}`, abort),
    community.peek() ?? loadCommunity(),
  ])
  return {
    payment,
    open: disputes.find(({ closed_at }) => closed_at === null)?.id ?? null,
    days: community.peek()?.settings.disputes.answer_days ?? 7,
  }
}

function Form({ payment, days, unit }: { payment: Payment; days: number; unit: Unit }) {
  const left = payment.amount - payment.refunded
  const [id] = useState(newId)
  const [part, setPart] = useState<Part>({ part: 'all', typed: '' })
  const [words, setWords] = useState('')
  const [shown, setShown] = useState(false)
  const { busy, error, run } = useDoing()
  const amount = amountOf(part, left, unit)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setShown(true)
    if (amount === null || !words.trim()) return
    const body = { payment_id: payment.id, amount, words: words.trim() }
    if (!(await run('send', () => api.put<DisputeWithSteps>(`/disputes/${id}`, body)))) return
    countsChanged()
    navigate(`/disputes/one/${id}`, { replace: true })
  }
  return (
    <form class="stack" onSubmit={(event) => void send(event)} noValidate>
      <p class="strong">{aboutSaid(left, payment, unit)}</p>
      <p class="soft">{t('disputes.new.lead', { shop: payment.shop.name, days })}</p>
      <HowMuch
        label={t('disputes.new.howMuch')}
        value={part}
        most={left}
        unit={unit}
        wrong={shown && amount === null}
        onChange={setPart}
      />
      <Field
        label={t('disputes.new.words')}
        hint={t('disputes.new.wordsHint')}
        value={words}
        onInput={setWords}
        rows={4}
        maxLength={500}
        error={shown && !words.trim() ? t('disputes.new.wordsMissing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('disputes.new.send', { shop: payment.shop.name })}
      </Button>
    </form>
  )
}
