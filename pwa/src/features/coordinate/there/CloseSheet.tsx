import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { serverNow } from '../../../data/clock'
import { useDoing } from '../../../data/doing'
import type { Stay } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Field } from '../../../ui/Field'
import { whenSaid } from '../../../ui/moments'
import { Sheet } from '../../../ui/Sheet'

type Props = { stay: Stay | null; onClose: () => void; onDone: () => void }

/** When did somebody really leave? The time in between is paid, or nothing. */
export function CloseSheet({ stay, onClose, onDone }: Props) {
  const name = stay?.person_name ?? ''
  return (
    <Sheet open={stay !== null} title={t('presence.close.title', { name })} onClose={onClose}>
      {stay && <Form key={stay.id} stay={stay} onDone={onDone} />}
    </Sheet>
  )
}

function Form({ stay, onDone }: { stay: Stay; onDone: () => void }) {
  const [left, setLeft] = useState('')
  const { busy, error, run } = useDoing()
  useEffect(() => setLeft(localText(serverNow())), [])
  const close = (until: string | null) => async (): Promise<void> => {
    const work = () => api.post(`/stays/${stay.id}/close`, { until })
    if (await run(until ? 'pay' : 'drop', work)) onDone()
  }
  return (
    <div class="stack">
      <p>{t('presence.close.since', { when: whenSaid(stay.since), task: stay.task.title })}</p>
      <Field
        label={t('presence.close.left')}
        hint={t('presence.close.hint')}
        type="datetime-local"
        value={left}
        min={localText(Date.parse(stay.since))}
        max={localText(serverNow())}
        onInput={setLeft}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button busy={busy === 'pay'} disabled={left === ''} onClick={() => void close(instantOf(left))()}>
        {t('presence.close.pay')}
      </Button>
      <Button look="quiet" busy={busy === 'drop'} onClick={() => void close(null)()}>
        {t('presence.close.drop')}
      </Button>
    </div>
  )
}

/** Unix milliseconds in the notation of a date-and-time field, this device's time. */
function localText(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The end of the chosen minute would lie after now when that is the minute that runs. */
function instantOf(local: string): string {
  return new Date(Math.min(Date.parse(local), serverNow() - 1_000)).toISOString()
}
