import { useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import type { Stay } from '../../../data/types'
import { t } from '../../../i18n'
import { Amount } from '../../../ui/Amount'
import { Avatar } from '../../../ui/Avatar'
import { EmptyState } from '../../../ui/EmptyState'
import { countsChanged } from '../../../ui/entries/entry'
import { List, Row } from '../../../ui/List'
import { Loaded } from '../../../ui/Loaded'
import { whenSaid } from '../../../ui/moments'
import type { Unit } from '../../../ui/money'
import { Parts } from '../../../ui/Parts'
import { type ScreenProps, search, setSearch } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Tabs } from '../../../ui/Tabs'
import { hatAt } from '../place'
import { CloseSheet } from './CloseSheet'
import './stays.css'

type Shown = 'open' | 'all'

/** Who is checked in, and who forgot to check out: the coordinator says when they left. */
export default function StaysScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const unit = hatAt(orgId)?.community.currency
  const [closing, setClosing] = useState<Stay | null>(null)
  const shown: Shown = search.value.get('status') === 'all' ? 'all' : 'open'
  const path = `/organisations/${orgId}/stays?status=${shown}`
  const stays = useResource(path, async (abort) => (await api.get<{ stays: Stay[] }>(path, abort)).stays)
  if (!unit) return <Screen title={t('presence.there.title')} />
  return (
    <Screen title={t('presence.there.title')} back={`/coordinate/${orgId}`}>
      <Tabs<Shown>
        label={t('presence.there.title')}
        tabs={[
          { name: 'open', label: t('presence.there.now') },
          { name: 'all', label: t('presence.there.all') },
        ]}
        current={shown}
        onChange={(name) => setSearch({ status: name === 'all' ? 'all' : null })}
      />
      <Loaded of={stays}>
        {(list) => <Stays list={list} unit={unit} orgId={orgId} shown={shown} onClose={setClosing} />}
      </Loaded>
      <CloseSheet
        stay={closing}
        onClose={() => setClosing(null)}
        onDone={() => {
          setClosing(null)
          countsChanged()
          void stays.reload()
        }}
      />
    </Screen>
  )
}

type Props = { list: Stay[]; unit: Unit; orgId: string; shown: Shown; onClose: (stay: Stay) => void }

function Stays({ list, unit, orgId, shown, onClose }: Props) {
  if (list.length === 0)
    return (
      <EmptyState
        picture="sun"
        text={t(shown === 'open' ? 'presence.there.empty' : 'presence.there.emptyAll')}
        action={t('coordinate.queue.toTasks')}
        href={`/coordinate/${orgId}`}
      />
    )
  return (
    <List label={t('presence.there.title')}>
      {list.map((stay) => (
        <Row
          key={stay.id}
          start={<Avatar name={stay.person_name || '?'} />}
          title={stay.person_name ?? ''}
          text={
            <>
              <Parts of={[stay.task.title, whenSaid(stay.since)]} />
              {stay.forgotten && <span class="stay-forgotten"> · {t('presence.there.forgotten')}</span>}
            </>
          }
          end={<End stay={stay} unit={unit} />}
          onClick={stay.until ? undefined : () => onClose(stay)}
        />
      ))}
    </List>
  )
}

function End({ stay, unit }: { stay: Stay; unit: Unit }) {
  if (!stay.until) return <span class="stay-end">{t('presence.there.close')}</span>
  if (stay.amount === null) return <span class="soft">{t('presence.there.unpaid')}</span>
  return <Amount value={stay.amount} unit={unit} size="row" bare />
}
