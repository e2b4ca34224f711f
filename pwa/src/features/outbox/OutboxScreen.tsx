import { useEffect, useState } from 'preact/hooks'
import { online } from '../../data/client'
import { counts, forgetSeen, type Item, sendWaiting, underWay } from '../../data/outbox'
import { isKept, lossSeen, lost } from '../../data/outbox/eviction'
import { hat, hats, homeOf } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { countsChanged } from '../../ui/entries/entry'
import { errorText } from '../../ui/error-text'
import { Icon, type IconName } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { useItems } from './use-items'
import { doneSaid, stateSaid, whatSaid, whySaid } from './words'
import './outbox.css'

/** What was done without a network, or got no answer: where each thing stands, and what there is to do. */
export default function OutboxScreen() {
  const shown = useItems()
  const { waiting, 'needs-you': forPerson, refused, done } = counts.value
  const busy = underWay.value.size > 0
  const send = waiting > 0 && (
    <Button busy={busy} disabled={!online.value} onClick={() => void sendWaiting()}>
      {t(online.value ? 'outbox.sendNow' : 'outbox.noNetwork')}
    </Button>
  )
  return (
    <Screen title={t('outbox.title')} back={homeOf(hat.value)} action={send}>
      <Loss />
      {!shown && <Skeleton shape="rows" />}
      {shown && waiting + forPerson + refused + done === 0 && (
        <EmptyState picture="bridge" text={t('outbox.empty')} />
      )}
      <Part title={t('outbox.part.needsYou')} items={shown?.['needs-you']} all={forPerson} row={NeedsYou} />
      <Part title={t('outbox.part.refused')} items={shown?.refused} all={refused} row={Refused}>
        {shown?.refused.some(isAccepted) && (
          <a class="centre" href={`/offline/at/${shown.refused.find(isAccepted)?.owner}`}>
            {t('outbox.conflicts')}
          </a>
        )}
        <Button look="quiet" onClick={() => void seen(shown?.refused ?? [])}>
          {t('outbox.seen')}
        </Button>
      </Part>
      <Part title={t('outbox.part.waiting')} items={shown?.waiting} all={waiting} row={Waiting} />
      <Part title={t('outbox.part.done')} items={shown?.done} all={done} row={Done} />
      <Keeping waiting={waiting} />
    </Screen>
  )
}

const isAccepted = ({ kind }: Item): boolean => kind === 'offline-payments'

async function seen(items: Item[]): Promise<void> {
  await forgetSeen(items)
  countsChanged()
}

type PartProps = {
  title: string
  items: Item[] | undefined
  all: number
  row: (props: { item: Item }) => preact.JSX.Element
  children?: preact.ComponentChildren
}

function Part({ title, items = [], all, row: OneRow, children }: PartProps) {
  if (items.length === 0) return null
  return (
    <section class="stack-tight">
      <h2>{title}</h2>
      <List label={title}>
        {items.map((item) => (
          <OneRow key={item.id} item={item} />
        ))}
      </List>
      {all > items.length && <p class="centre soft">{t('outbox.more', { count: all - items.length })}</p>}
      {children}
    </section>
  )
}

function NeedsYou({ item }: { item: Item }) {
  const why = item.why ? errorText(item.why).title : t('outbox.unanswered', { when: whenSaid(item.madeAt) })
  return <Row {...shape(item, 'person')} text={why} {...(item.about.path && { href: item.about.path })} />
}

function Refused({ item }: { item: Item }) {
  const { title, next } = whySaid(item, unitOf(item))
  return (
    <Row
      {...shape(item, 'warning')}
      text={
        <span class="outbox-why">
          <strong>{title}</strong>
          <span>{next}</span>
          <span>{whenSaid(item.madeAt)}</span>
        </span>
      }
    />
  )
}

function Waiting({ item }: { item: Item }) {
  const state = stateSaid(item, underWay.value.has(item.id), online.value)
  const why = item.why && errorText(item.why).title
  return <Row {...shape(item, 'clock')} text={why ? `${state} ${why}` : state} />
}

const Done = ({ item }: { item: Item }) => (
  <Row {...shape(item, 'check')} text={doneSaid(item, unitOf(item))} />
)

function shape(item: Item, icon: IconName) {
  const unit = unitOf(item)
  const { amount } = item.about
  return {
    start: (
      <span class={`outbox-mark outbox-${item.status}`}>
        <Icon name={icon} />
      </span>
    ),
    title: whatSaid(item),
    ...(unit && amount && { end: <Amount value={amount} unit={unit} size="row" bare /> }),
  }
}

/** The coin of the shop that it belongs to, else of the hat that is on. */
function unitOf({ owner }: Item): Unit | undefined {
  const place = hats.value.find(({ organisation }) => organisation?.id === owner) ?? hat.value
  return place?.community.currency
}

/** The browser cleaned up what had not been sent. */
function Loss() {
  if (!lost.value) return null
  return (
    <Notice
      kind="error"
      title={t('outbox.lost.title', { count: lost.value.count })}
      next={t('outbox.lost.next', { when: whenSaid(lost.value.at) })}
      action={t('outbox.seen')}
      onAction={lossSeen}
    />
  )
}

/** Whether this browser promised not to clean up. */
function Keeping({ waiting }: { waiting: number }) {
  const [kept, setKept] = useState<boolean>()
  useEffect(() => void isKept().then(setKept), [])
  if (waiting === 0 || kept === undefined) return null
  return (
    <p class="outbox-keeping">
      <Icon name={kept ? 'check' : 'info'} size={20} />
      <span>{t(kept ? 'outbox.keeping.kept' : 'outbox.keeping.maybe')}</span>
    </p>
  )
}
