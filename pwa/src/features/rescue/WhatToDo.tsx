import { useEffect, useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import type { Found, Recovery } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { community, loadCommunity } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { Tabs } from '../../ui/Tabs'

type Props = {
  organisationId: string
  person: Found | null
  onClose: () => void
  onBlocked: (name: string) => void
  onStarted: (recovery: Recovery) => void
}

/** What is to happen with somebody who was found: block only, or let them back in. */
export function WhatToDo({ person, onClose, ...rest }: Props) {
  return (
    <Sheet open={person !== null} title={person?.display_name ?? ''} onClose={onClose}>
      {person && <Form key={person.person_id} person={person} {...rest} />}
    </Sheet>
  )
}

type FormProps = Omit<Props, 'person' | 'onClose'> & { person: Found }

function Form({ organisationId, person, onBlocked, onStarted }: FormProps) {
  const [id] = useState(newId)
  const [way, setWay] = useState<'back' | 'block'>('back')
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState(false)
  const { busy, error, run } = useDoing()
  useEffect(() => {
    if (!community.peek()) loadCommunity().catch(() => undefined)
  }, [])
  const body = { person_id: person.person_id, reason: reason.trim() }
  const block = async (): Promise<void> => {
    await api.post(`/organisations/${organisationId}/blocks`, body)
    onBlocked(person.display_name)
  }
  const start = async (): Promise<void> =>
    onStarted(await api.put<Recovery>(`/recoveries/${id}`, { organisation_id: organisationId, ...body }))
  const send = (event: Event): void => {
    event.preventDefault()
    setShown(true)
    if (body.reason) void run('send', way === 'block' ? block : start)
  }
  return (
    <form class="stack" onSubmit={send} noValidate>
      <Tabs
        label={t('rescue.desk.choose')}
        tabs={[
          { name: 'back', label: t('rescue.desk.tabBack') },
          { name: 'block', label: t('rescue.desk.tabBlock') },
        ]}
        current={way}
        onChange={setWay}
      />
      <p>{textOf(way, person.trusted)}</p>
      <Field
        label={t('rescue.desk.reason')}
        hint={t('rescue.desk.reasonHint')}
        value={reason}
        onInput={setReason}
        rows={3}
        maxLength={500}
        error={shown && !body.reason ? t('rescue.desk.reasonMissing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" look="danger" busy={busy !== null}>
        {t(way === 'block' ? 'rescue.desk.blockOnly' : 'rescue.desk.start')}
      </Button>
    </form>
  )
}

function textOf(way: 'back' | 'block', trusted: boolean): string {
  const hours = community.value?.settings.recovery.wait_hours ?? 24
  if (way === 'block') return t('rescue.desk.blockText')
  return t(trusted ? 'rescue.desk.startTrusted' : 'rescue.desk.startText', { hours })
}
