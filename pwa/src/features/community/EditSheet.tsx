import { useState } from 'preact/hooks'
import { latinDigits } from '../../core/amounts'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

type Props = { organisation: Organisation | null; onClose: () => void; onChanged: () => void }

/** What an organisation is called, what it does, and which part of a price it takes in coin. */
export function EditSheet({ organisation, onClose, onChanged }: Props) {
  return (
    <Sheet open={organisation !== null} title={t('community.organisations.change')} onClose={onClose}>
      {organisation && (
        <Form
          key={organisation.id}
          organisation={organisation}
          onDone={() => {
            onClose()
            onChanged()
          }}
        />
      )}
    </Sheet>
  )
}

function Form({ organisation, onDone }: { organisation: Organisation; onDone: () => void }) {
  const [name, setName] = useState(organisation.name)
  const [category, setCategory] = useState(organisation.category)
  const [share, setShare] = useState(organisation.coin_share === null ? '' : String(organisation.coin_share))
  const { busy, error, run } = useDoing()
  const percent = percentOf(share)
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '' || percent === undefined) return
    const changes = { name: name.trim(), category: category.trim(), coin_share: percent }
    if (await run('save', () => api.patch(`/organisations/${organisation.id}`, changes))) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void save(event)}>
      <Field
        label={t('community.organisations.name')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={name.trim() === '' ? t('community.missingName') : undefined}
      />
      <Field
        label={t('community.organisations.category')}
        optional
        value={category}
        maxLength={40}
        onInput={setCategory}
      />
      {organisation.kind === 'shop' && (
        <Field
          label={t('community.organisations.share')}
          hint={t('community.organisations.shareHint')}
          optional
          inputMode="numeric"
          maxLength={3}
          value={share}
          onInput={setShare}
          error={percent === undefined ? t('community.organisations.shareWrong') : undefined}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('shell.save')}
      </Button>
    </form>
  )
}

/** A whole percentage from 0 to 100, null for nothing typed, undefined for anything else. */
export function percentOf(typed: string): number | null | undefined {
  const text = latinDigits(typed).trim()
  if (text === '') return null
  return /^[0-9]{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : undefined
}
