import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Finding } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

type Props = { finding: Finding | null; onClose: () => void; onDone: () => void }

/** A finding goes off the list with a note, which the other issuers read. */
export function DismissSheet({ finding, onClose, onDone }: Props) {
  return (
    <Sheet open={finding !== null} title={t('watch.dismiss.title')} onClose={onClose}>
      {finding && <Form key={finding.id} finding={finding} onDone={onDone} />}
    </Sheet>
  )
}

function Form({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  useEffect(() => setAsked(false), [note])
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    const said = note.trim()
    if (said === '') return
    if (await run('dismiss', () => api.post(`/findings/${finding.id}/dismiss`, { note: said }))) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('watch.dismiss.note')}
        hint={t('watch.dismiss.hint')}
        rows={3}
        maxLength={500}
        value={note}
        onInput={setNote}
        error={asked && note.trim() === '' ? t('watch.dismiss.missing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('watch.dismiss.send')}
      </Button>
    </form>
  )
}
