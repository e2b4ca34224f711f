import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

type Props = { organisation: Organisation | null; onClose: () => void; onChanged: () => void }

/** What the issuer may do with an organisation: rename, invite, look at its books, open and close. */
export function OrganisationSheet({ organisation, onClose, onChanged }: Props) {
  return (
    <Sheet open={organisation !== null} title={organisation?.name ?? ''} onClose={onClose}>
      {organisation && (
        <Inside key={organisation.id} organisation={organisation} onClose={onClose} onChanged={onChanged} />
      )}
    </Sheet>
  )
}

function Inside({ organisation, onClose, onChanged }: Props & { organisation: Organisation }) {
  const { id, community_id, status } = organisation
  const [name, setName] = useState(organisation.name)
  const [category, setCategory] = useState(organisation.category)
  const { busy, error, run } = useDoing()
  const touched = name.trim() !== organisation.name || category.trim() !== organisation.category
  const change = async (what: string, changes: Partial<Organisation>): Promise<void> => {
    if (!(await run(what, () => api.patch(`/organisations/${id}`, changes)))) return
    onClose()
    onChanged()
  }
  const save = (event: Event): void => {
    event.preventDefault()
    if (touched && name.trim() !== '') void change('save', { name: name.trim(), category: category.trim() })
  }
  return (
    <form class="stack" noValidate onSubmit={save}>
      <Field
        label={t('issue.organisations.name')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={name.trim() === '' ? t('issue.missingName') : undefined}
      />
      <Field
        label={t('issue.organisations.category')}
        optional
        value={category}
        maxLength={40}
        onInput={setCategory}
      />
      {touched && (
        <Button type="submit" busy={busy === 'save'}>
          {t('shell.save')}
        </Button>
      )}
      <div class="organisation-ways">
        <Button
          look="quiet"
          icon="people"
          href={`/issue/${community_id}/organisations/invite?organisation=${id}`}
        >
          {t('issue.links.title')}
        </Button>
        <Button look="quiet" icon="account" href={`/account/${id}`}>
          {t('issue.budgets.account')}
        </Button>
      </div>
      {error && <ErrorNotice trouble={error} />}
      <OpenOrClose
        isOpen={status === 'open'}
        busy={busy}
        onChange={(next) => void change(next, { status: next })}
      />
    </form>
  )
}

type OpenOrCloseProps = {
  isOpen: boolean
  busy: string | null
  onChange: (status: Organisation['status']) => void
}

function OpenOrClose({ isOpen, busy, onChange }: OpenOrCloseProps) {
  const [sure, setSure] = useState(false)
  if (!isOpen)
    return (
      <Button look="quiet" busy={busy === 'open'} onClick={() => onChange('open')}>
        {t('issue.organisations.reopen')}
      </Button>
    )
  if (!sure)
    return (
      <Button look="danger" onClick={() => setSure(true)}>
        {t('issue.organisations.close')}
      </Button>
    )
  return (
    <>
      <p>{t('issue.organisations.closeText')}</p>
      <Button look="danger" busy={busy === 'closed'} onClick={() => onChange('closed')}>
        {t('issue.organisations.closeSure')}
      </Button>
    </>
  )
}
