import { useRef, useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import { asApiError } from '../../data/problem'
import { wallet } from '../../data/session'
import type { GivenMandate, OpenPlan } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { everySaid, priceSaid, today } from './said'

type Props = { plan: OpenPlan; unit: Unit; payer: string; onGiven: (given: GivenMandate) => void }

/** The word of a payer: from which day, and until when. A try that got lost goes out again as it was. */
export function GiveForm({ plan, unit, payer, onGiven }: Props) {
  const [first, setFirst] = useState(today())
  const [last, setLast] = useState('')
  const id = useRef(newId())
  const { busy, error, run } = useDoing()
  const price = priceSaid(plan.amount, plan.euro_cents, unit)
  const balance = payer ? undefined : wallet.value?.balance
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const body = {
      plan_id: plan.id,
      amount: plan.amount,
      euro_cents: plan.euro_cents,
      first_on: first,
      ends_on: last || null,
      organisation_id: payer || null,
    }
    await run('give', async () => {
      try {
        onGiven(await sendCommand<GivenMandate>(`/mandates/${id.current}`, body))
      } catch (problem) {
        // What was refused was not kept: other days are another mandate.
        if (!asApiError(problem).retryable) id.current = newId()
        throw problem
      }
    })
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('mandates.give.first')}
        type="date"
        min={today()}
        value={first}
        onInput={setFirst}
        required
      />
      <Field
        label={t('mandates.give.last')}
        hint={t('mandates.give.lastHint')}
        type="date"
        optional
        min={first}
        value={last}
        onInput={setLast}
      />
      {balance !== undefined && balance < plan.amount && (
        <Notice
          kind="warning"
          title={t('mandates.give.short', { balance: formatCoins(balance, unit) })}
          next={t('mandates.give.shortNext')}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null} disabled={!first}>
        {t('mandates.give.now', { price, every: everySaid(plan) })}
      </Button>
      <p class="soft small">{t('mandates.give.how')}</p>
    </form>
  )
}
