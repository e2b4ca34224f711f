import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { OrganisationKind } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { KINDS, kindSaid } from './organisation-words'

type Props = { open: boolean; communityId: string; onClose: () => void; onMade: () => void }

/** Admits an organisation; it is open at once. */
export function NewOrganisationSheet({ open, communityId, onClose, onMade }: Props) {
  return (
    <Sheet open={open} title={t('issue.organisations.new')} onClose={onClose}>
      {open && (
        <Form
          communityId={communityId}
          onDone={() => {
            onClose()
            onMade()
          }}
        />
      )}
    </Sheet>
  )
}

function Form({ communityId, onDone }: { communityId: string; onDone: () => void }) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<OrganisationKind>('shop')
  const [category, setCategory] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() === '') return
    const body = { name: name.trim(), kind, category: category.trim() }
    if (await run('make', () => api.post(`/communities/${communityId}/organisations`, body))) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('issue.organisations.name')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={asked && name.trim() === '' ? t('issue.missingName') : undefined}
      />
      <Select
        label={t('issue.organisations.kind')}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: kindSaid(one) }))}
        onChange={(chosen) => setKind(chosen as OrganisationKind)}
      />
      <Field
        label={t('issue.organisations.category')}
        hint={t('issue.organisations.categoryHint')}
        optional
        value={category}
        maxLength={40}
        onInput={setCategory}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('issue.organisations.admit')}
      </Button>
    </form>
  )
}
