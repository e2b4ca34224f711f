import { useState } from 'preact/hooks'
import type { Conflict } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'

type Props = {
  conflict: Conflict | null
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** Forgives what somebody owes of a payment without a network; the guarantee bears it. */
export function WaiveSheet({ conflict, onClose, ...rest }: Props) {
  return (
    <Sheet open={conflict !== null} title={t('guarantee.waive')} onClose={onClose}>
      {conflict && <Form key={conflict.id} conflict={conflict} {...rest} />}
    </Sheet>
  )
}

function Form({ conflict, unit, onDone }: Omit<Props, 'conflict' | 'onClose'> & { conflict: Conflict }) {
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const copied = conflict.reason === 'code_used'
  const amount = conflict.owed + (copied ? conflict.repaid : 0)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (why.trim() === '') return
    const path = `/offline-conflicts/${conflict.id}/waive`
    if (!(await run('waive', () => api.post(path, { why: why.trim() })))) return
    const words = t('guarantee.waived', { name: conflict.payer_name ?? '' })
    announce(words)
    onDone(words)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <p>
        {t(copied ? 'guarantee.waiveCopied' : 'guarantee.waiveText', {
          name: conflict.payer_name ?? '',
          amount: formatCoins(amount, unit),
        })}
      </p>
      <Field
        label={t('guarantee.why')}
        rows={3}
        maxLength={500}
        value={why}
        onInput={setWhy}
        error={asked && why.trim() === '' ? t('guarantee.whyMissing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('guarantee.waive')}
      </Button>
    </form>
  )
}
