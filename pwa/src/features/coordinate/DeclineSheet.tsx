import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

type Props = { claim: Claim | null; onClose: () => void; onDeclined: () => void }

/** Declining needs a reason, which the resident reads. */
export function DeclineSheet({ claim, onClose, onDeclined }: Props) {
  const name = claim?.person_name ?? ''
  return (
    <Sheet open={claim !== null} title={t('coordinate.decline.title', { name })} onClose={onClose}>
      {claim && (
        <Form
          claim={claim}
          onDone={() => {
            onClose()
            onDeclined()
          }}
        />
      )}
    </Sheet>
  )
}

function Form({ claim, onDone }: { claim: Claim; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  useEffect(() => setAsked(false), [reason])
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (reason.trim() === '') return
    const body = { reason: reason.trim() }
    if (await run('decline', () => api.post(`/claims/${claim.id}/decline`, body))) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('coordinate.decline.reason')}
        hint={t('coordinate.decline.hint', { name: claim.person_name ?? '' })}
        rows={3}
        maxLength={500}
        value={reason}
        onInput={setReason}
        error={asked && reason.trim() === '' ? t('coordinate.decline.missing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" look="danger" busy={busy !== null}>
        {t('coordinate.decline.send')}
      </Button>
    </form>
  )
}
