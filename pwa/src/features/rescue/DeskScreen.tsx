import { useState } from 'preact/hooks'
import type { Found, FoundList, Recovery, RecoveryList } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Recoveries } from './Recoveries'
import { SlipSheet } from './SlipSheet'
import { WhatToDo } from './WhatToDo'
import './rescue.css'

/** At the coordinator's desk: find who stands there, block, or begin to let them back in. */
export default function DeskScreen({ params }: ScreenProps) {
  const at = `/organisations/${params.org}`
  const list = useResource(at, (abort) => api.get<RecoveryList>(`${at}/recoveries`, abort))
  const [chosen, setChosen] = useState<Found | null>(null)
  const [slip, setSlip] = useState<Recovery | null>(null)
  const [blocked, setBlocked] = useState('')
  return (
    <Screen title={t('rescue.desk.title')} back="/desk">
      <Notice kind="warning" title={t('rescue.desk.lead')} />
      {blocked && <Notice kind="success" title={t('rescue.desk.blocked', { name: blocked })} />}
      <Find at={at} onChosen={setChosen} />
      <Card title={t('rescue.desk.list')}>
        <Loaded of={list}>
          {({ recoveries }) => (
            <Recoveries recoveries={recoveries} onSlip={setSlip} onChanged={() => void list.reload()} />
          )}
        </Loaded>
      </Card>
      <WhatToDo
        organisationId={params.org ?? ''}
        person={chosen}
        onClose={() => setChosen(null)}
        onBlocked={(name) => {
          setChosen(null)
          setBlocked(name)
        }}
        onStarted={(made) => {
          setChosen(null)
          setSlip(made)
          void list.reload()
        }}
      />
      <SlipSheet recovery={slip} onClose={() => setSlip(null)} />
    </Screen>
  )
}

function Find({ at, onChosen }: { at: string; onChosen: (person: Found) => void }) {
  const [name, setName] = useState('')
  const [people, setPeople] = useState<Found[] | null>(null)
  const { busy, error, run } = useDoing()
  const find = (event: Event): void => {
    event.preventDefault()
    const ask = async (): Promise<void> =>
      setPeople((await api.post<FoundList>(`${at}/people/find`, { name: name.trim() })).people)
    if (name.trim()) void run('find', ask)
  }
  return (
    <form class="stack" onSubmit={find}>
      <Field
        label={t('rescue.desk.name')}
        hint={t('rescue.desk.nameHint')}
        value={name}
        onInput={(typed) => {
          setName(typed)
          setPeople(null)
        }}
        maxLength={80}
        autoComplete="off"
      />
      {error && <ErrorNotice trouble={error} />}
      {people === null && (
        <Button type="submit" icon="search" busy={busy !== null} disabled={!name.trim()}>
          {t('rescue.desk.find')}
        </Button>
      )}
      {people?.length === 0 && <Notice title={t('rescue.desk.nobody')} />}
      {people && people.length > 1 && <p class="soft">{t('rescue.desk.several')}</p>}
      {people && people.length > 0 && (
        <List label={t('rescue.desk.find')}>
          {people.map((one) => (
            <Row
              key={one.person_id}
              title={one.display_name}
              text={personSaid(one)}
              onClick={() => onChosen(one)}
            />
          ))}
        </List>
      )}
    </form>
  )
}

function personSaid({ member_since, trusted }: Found): string {
  const since = t('rescue.desk.since', { day: dateSaid(member_since) })
  return trusted ? `${since} · ${t('rescue.desk.trusted')}` : since
}
