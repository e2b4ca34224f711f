import { useState } from 'preact/hooks'
import type { AskedRequest, AskedRequests, Contact, ContactList } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { type Resource, useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Icon, type IconName } from '../../ui/Icon'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import './send.css'

/** Paying people and asking them: the ways in, what is asked, and with whom coin was exchanged before. */
export default function HubScreen() {
  const worn = hat.value
  const here = `/communities/${worn?.community.id}`
  const asked = useResource(`${here}/asked`, (abort) => api.get<AskedRequests>(`${here}/asked`, abort))
  const contacts = useResource(`${here}/contacts`, (abort) => api.get<ContactList>(`${here}/contacts`, abort))
  if (!worn) return <Screen title={t('send.title')} back="/home" />
  return (
    <Screen title={t('send.title')} back="/home">
      {asked.data?.requests.map((one) => (
        <AskedCard key={one.id} asked={one} unit={worn.community.currency} onDone={asked.reload} />
      ))}
      <Button icon="scan" look={asked.data?.requests.length ? 'quiet' : 'filled'} href="/scan">
        {t('send.scanTheirs')}
      </Button>
      <div class="send-tiles">
        <Tile href="/send/code" icon="phone" label={t('send.code.open')} />
        <Tile href="/send/ask" icon="coin" label={t('send.ask.open')} />
        <Tile href="/split" icon="people" label={t('send.split.open')} />
        <Tile href="/requests" icon="queue" label={t('send.list.title')} />
      </div>
      <Contacts contacts={contacts} here={here} />
    </Screen>
  )
}

function Tile({ href, icon, label }: { href: string; icon: IconName; label: string }) {
  return (
    <a class="send-tile" href={href}>
      <Icon name={icon} size={32} />
      <span>{label}</span>
    </a>
  )
}

type AskedProps = { asked: AskedRequest; unit: Unit; onDone: () => Promise<void> }

/** What a contact asks in person: pay it, or say no. */
function AskedCard({ asked, unit, onDone }: AskedProps) {
  const { busy, error, run } = useDoing()
  const decline = (): void =>
    void run('no', async () => {
      await api.post(`/payment-requests/${asked.id}/decline`)
      countsChanged()
      await onDone()
    })
  return (
    <Card>
      <div class="send-asked">
        <p>
          <bdi class="strong">{asked.payee.name}</bdi> <span>{t('send.asked.asks')}</span>
        </p>
        {asked.amount !== null && <Amount value={asked.amount} unit={unit} size="middle" />}
        {asked.words && (
          <p class="send-words">
            <bdi>{asked.words}</bdi>
          </p>
        )}
        {error && <ErrorNotice trouble={error} />}
        <div class="send-answers">
          <Button href={`/r#${asked.code}`}>{t('send.asked.pay')}</Button>
          <Button look="quiet" busy={busy !== null} onClick={decline}>
            {t('send.asked.no')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function Contacts({ contacts, here }: { contacts: Resource<ContactList>; here: string }) {
  const [editing, setEditing] = useState(false)
  const { busy, error, run } = useDoing()
  const change = ({ person_id, hidden }: Contact): void =>
    void run(person_id, async () => {
      await api.post(`${here}/contacts/${person_id}/${hidden ? 'show' : 'hide'}`)
      await contacts.reload()
    })
  return (
    <section class="stack-tight">
      <header class="send-head">
        <h2>{t('send.contacts.title')}</h2>
        {!!contacts.data?.contacts.length && (
          <button type="button" class="send-link" onClick={() => setEditing(!editing)}>
            {t(editing ? 'send.contacts.done' : 'send.contacts.edit')}
          </button>
        )}
      </header>
      {error && <ErrorNotice trouble={error} />}
      <Loaded of={contacts}>
        {({ contacts: all }) => {
          const shown = all.filter(({ hidden }) => editing || !hidden)
          if (shown.length === 0) return <p class="soft">{t('send.contacts.none')}</p>
          return (
            <List label={t('send.contacts.title')}>
              {shown.map((one) => (
                <Row
                  key={one.person_id}
                  title={one.name}
                  text={whenSaid(one.last_at)}
                  start={<Avatar name={one.name} />}
                  {...(editing
                    ? {
                        end: (
                          <Button look="plain" fit busy={busy === one.person_id} onClick={() => change(one)}>
                            {t(one.hidden ? 'send.contacts.show' : 'send.contacts.hide')}
                            <span class="seen-by-ear"> {one.name}</span>
                          </Button>
                        ),
                      }
                    : { href: `/send/to/${one.person_id}` })}
                />
              ))}
            </List>
          )
        }}
      </Loaded>
    </section>
  )
}
