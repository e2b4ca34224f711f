import { useState } from 'preact/hooks'
import type { Circulation, NoteExchange } from '../../data/api-types'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { NoteForm } from './NoteForm'
import './circulation.css'

/** Printed notes: handed out for coins, taken in for coins, and how many are with people. */
export default function NotesScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const unit = deskHat(communityId)?.community.currency
  const path = `/communities/${communityId}/circulation`
  const found = useResource(path, (abort) => api.get<Circulation>(path, abort))
  const [done, setDone] = useState('')
  const [count, setCount] = useState(0)
  return (
    <Screen title={t('circulation.notes.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {(data) =>
          unit &&
          (data.denominations.length === 0 && data.notes.length === 0 ? (
            <Notice title={t('circulation.notes.none')} next={t('circulation.notes.noneNext')} />
          ) : (
            <div class="columns">
              <NoteForm
                key={count}
                communityId={communityId}
                unit={unit}
                found={data}
                onDone={(words) => {
                  setDone(words)
                  setCount(count + 1)
                  void found.reload()
                }}
              />
              <div class="stack">
                <Out found={data} unit={unit} />
                {data.exchanges.length > 0 && <Last exchanges={data.exchanges} unit={unit} />}
              </div>
            </div>
          ))
        }
      </Loaded>
    </Screen>
  )
}

function Out({ found: { notes }, unit }: { found: Circulation; unit: Unit }) {
  const total = notes.reduce((sum, { amount, count }) => sum + amount * count, 0)
  return (
    <Card title={t('circulation.notes.out')}>
      {notes.length === 0 ? (
        <EmptyState picture="wheel" text={t('circulation.notes.outEmpty')} />
      ) : (
        <>
          <p class="circulation-total">{formatCoins(total, unit)}</p>
          <List label={t('circulation.notes.out')}>
            {notes.map(({ amount, count }) => (
              <Row
                key={amount}
                title={t('circulation.notes.of', { amount: formatCoins(amount, unit) })}
                end={t('circulation.notes.count', { count })}
              />
            ))}
          </List>
        </>
      )}
    </Card>
  )
}

function Last({ exchanges, unit }: { exchanges: NoteExchange[]; unit: Unit }) {
  return (
    <Card title={t('circulation.notes.last')}>
      <List label={t('circulation.notes.last')}>
        {exchanges.map((one) => (
          <Row
            key={one.id}
            title={t(one.direction === 'out' ? 'circulation.notes.give' : 'circulation.notes.take')}
            text={whenSaid(one.at)}
            end={formatCoins(one.amount, unit)}
          />
        ))}
      </List>
    </Card>
  )
}
