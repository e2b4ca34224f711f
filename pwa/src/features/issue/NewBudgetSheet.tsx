import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Budget, Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { Sheet } from '../../ui/Sheet'

type Props = { open: boolean; communityId: string; onClose: () => void; onMade: (name: string) => void }

/** A new, empty budget for an organisation. */
export function NewBudgetSheet({ open, communityId, onClose, onMade }: Props) {
  return (
    <Sheet open={open} title={t('issue.budgets.new')} onClose={onClose}>
      {open && (
        <Form
          communityId={communityId}
          onDone={(name) => {
            onClose()
            onMade(name)
          }}
        />
      )}
    </Sheet>
  )
}

function Form({ communityId, onDone }: { communityId: string; onDone: (name: string) => void }) {
  const path = `/communities/${communityId}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  return (
    <Loaded of={found}>
      {({ organisations }) => (
        <Fields communityId={communityId} organisations={givers(organisations)} onDone={onDone} />
      )}
    </Loaded>
  )
}

/** Who offers tasks comes first; a shop may too. */
const givers = (all: Organisation[]): Organisation[] =>
  [...all].sort((a, b) => Number(a.kind === 'shop') - Number(b.kind === 'shop'))

type FieldsProps = { communityId: string; organisations: Organisation[]; onDone: (name: string) => void }

function Fields({ communityId, organisations, onDone }: FieldsProps) {
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? '')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() === '' || organisation === '') return
    const body = { id, name: name.trim(), organisation_id: organisation }
    const make = (): Promise<Budget> => api.post<Budget>(`/communities/${communityId}/budgets`, body)
    if (await run('make', make)) onDone(body.name)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('issue.budgets.name')}
        hint={t('issue.budgets.nameHint')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={asked && name.trim() === '' ? t('issue.missingName') : undefined}
      />
      <Select
        label={t('issue.organisation')}
        value={organisation}
        options={organisations.map((one) => ({ value: one.id, label: one.name }))}
        onChange={setOrganisation}
        error={asked && organisation === '' ? t('issue.missingOrganisation') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('issue.budgets.make')}
      </Button>
    </form>
  )
}
