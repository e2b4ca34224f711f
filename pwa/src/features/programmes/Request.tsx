import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { countsChanged } from '../../ui/entries/entry'
import { Field } from '../../ui/Field'
import { dateSaid, whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { MoneyTrouble } from './MoneyTrouble'
import { askedByMe } from './said'

type Props = {
  /** The request in the API; `/approve` and `/decline` follow. */
  path: string
  amount: string
  about: string
  why: string
  by: string
  byName: string
  at: string
  until: string
  unit: Unit
  mayDecide: boolean
  approve: string
  approved: string
  onSettled: (words: string) => void
}

/** What one person asked for and another one decides, with a passkey that is confirmed anew. */
export function Request(props: Props) {
  const { path, amount, about, why, by, byName, at, until, unit, mayDecide } = props
  const [declining, setDeclining] = useState(false)
  const { busy, error, run } = useDoing()
  const mine = askedByMe(by)
  const settle = async (name: 'approve' | 'decline', body: object, words: string): Promise<void> => {
    if (!(await run(name, () => api.post(`${path}/${name}`, body)))) return
    countsChanged()
    announce(words)
    setDeclining(false)
    props.onSettled(words)
  }
  return (
    <article class="card request">
      <p class="request-amount">{amount}</p>
      {about && (
        <p class="strong">
          <bdi>{about}</bdi>
        </p>
      )}
      <p>{why}</p>
      <p class="soft small">
        {t('programmes.request.asked', { name: byName })} · {whenSaid(at)}
      </p>
      <p class="soft small">{t('programmes.request.until', { date: dateSaid(until) })}</p>
      {error && !declining && <MoneyTrouble error={error} unit={unit} />}
      {mayDecide && mine && <p class="request-own">{t('programmes.request.own')}</p>}
      {mayDecide && (
        <div class="programme-ways">
          {!mine && (
            <Button busy={busy === 'approve'} onClick={() => void settle('approve', {}, props.approved)}>
              {props.approve}
            </Button>
          )}
          <Button look="quiet" onClick={() => setDeclining(true)}>
            {t(mine ? 'programmes.request.takeBack' : 'programmes.request.decline')}
          </Button>
        </div>
      )}
      <Sheet
        open={declining}
        title={t(mine ? 'programmes.request.takeBack' : 'programmes.request.decline')}
        onClose={() => setDeclining(false)}
      >
        <Decline
          busy={busy === 'decline'}
          trouble={error && declining ? <MoneyTrouble error={error} unit={unit} /> : null}
          onDecline={(reason) =>
            void settle('decline', { reason }, t('programmes.request.declined', { amount }))
          }
        />
      </Sheet>
    </article>
  )
}

type DeclineProps = {
  busy: boolean
  trouble: preact.ComponentChildren
  onDecline: (reason: string) => void
}

function Decline({ busy, trouble, onDecline }: DeclineProps) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (reason.trim() !== '') onDecline(reason.trim())
  }
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Field
        label={t('programmes.why')}
        hint={t('programmes.request.declineHint')}
        value={reason}
        maxLength={500}
        onInput={setReason}
        error={asked && reason.trim() === '' ? t('programmes.whyMissing') : undefined}
      />
      {trouble}
      <Button type="submit" busy={busy}>
        {t('programmes.request.declineNow')}
      </Button>
    </form>
  )
}
