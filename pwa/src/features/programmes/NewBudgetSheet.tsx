import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Budget, Organisation, Programme } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { Sheet } from '../../ui/Sheet'

type Props = {
  open: boolean
  programme: Programme
  onClose: () => void
  onMade: (name: string) => void
}

/** A new, empty budget of a programme, for an organisation. */
export function NewBudgetSheet({ open, programme, onClose, onMade }: Props) {
  return (
    <Sheet open={open} title={t('programmes.budget.new')} onClose={onClose}>
      {open && (
        <Form
          programme={programme}
          onDone={(name) => {
            onClose()
            onMade(name)
          }}
        />
      )}
    </Sheet>
  )
}

type FormProps = { programme: Programme; onDone: (name: string) => void }

function Form({ programme, onDone }: FormProps) {
  const path = `/communities/${programme.community_id}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  return (
    <Loaded of={found}>
      {({ organisations }) => (
        <Fields programme={programme} organisations={givers(organisations)} onDone={onDone} />
      )}
    </Loaded>
  )
}

/** Who offers tasks comes first; a shop may too. */
const givers = (all: Organisation[]): Organisation[] =>
  all
    .filter(({ status }) => status === 'open')
    .sort((a, b) => Number(a.kind === 'shop') - Number(b.kind === 'shop'))

function Fields({ programme, organisations, onDone }: FormProps & { organisations: Organisation[] }) {
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? '')
  const [line, setLine] = useState(programme.lines[0]?.id ?? '')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() === '' || organisation === '') return
    const body = {
      id,
      name: name.trim(),
      organisation_id: organisation,
      programme_id: programme.id,
      line_id: line || null,
    }
    const make = (): Promise<Budget> =>
      api.post<Budget>(`/communities/${programme.community_id}/budgets`, body)
    if (await run('make', make)) onDone(body.name)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('programmes.budget.name')}
        hint={t('programmes.budget.nameHint')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={asked && name.trim() === '' ? t('programmes.nameMissing') : undefined}
      />
      <Select
        label={t('programmes.budget.organisation')}
        value={organisation}
        options={organisations.map((one) => ({ value: one.id, label: one.name }))}
        onChange={setOrganisation}
        error={asked && organisation === '' ? t('programmes.budget.noOrganisation') : undefined}
      />
      {programme.lines.length > 0 && (
        <Select
          label={t('programmes.budget.line')}
          value={line}
          options={[
            ...programme.lines.map((one) => ({ value: one.id, label: one.name })),
            { value: '', label: t('programmes.budget.noLine') },
          ]}
          onChange={setLine}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('programmes.budget.make')}
      </Button>
    </form>
  )
}
