import { useState } from 'preact/hooks'
import type { Circulation, NewNoteExchange, NoteExchange } from '../../data/api-types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { formatCoins, type Unit } from '../../ui/money'
import { Tabs } from '../../ui/Tabs'
import { Lost } from './Lost'
import { useOrder } from './use-order'
import { useOrganisations } from './use-organisations'
import { type Party, Who } from './Who'

type Props = {
  communityId: string
  unit: Unit
  found: Circulation
  onDone: (words: string) => void
}

/** Which notes, for whom: handed out or taken in. */
export function NoteForm({ communityId, unit, found, onDone }: Props) {
  const [direction, setDirection] = useState<'out' | 'in'>('out')
  const [counts, setCounts] = useState<ReadonlyMap<number, number>>(new Map())
  const [holder, setHolder] = useState<Party | null>(null)
  const [asked, setAsked] = useState(false)
  const organisations = useOrganisations(communityId)
  const out = direction === 'out'
  const kinds = out ? found.denominations : [...found.notes.map(({ amount }) => amount)]
  const chosen = kinds.filter((amount) => (counts.get(amount) ?? 0) > 0)
  const total = chosen.reduce((sum, amount) => sum + amount * (counts.get(amount) ?? 0), 0)
  const order = useOrder<NewNoteExchange, NoteExchange>(`notes ${communityId}`, 'note-exchanges', (made) => {
    const amount = formatCoins(made.amount, unit)
    const words = t(made.direction === 'out' ? 'circulation.notes.gave' : 'circulation.notes.took', {
      amount,
    })
    onDone(words)
    return words
  })
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (!holder || total === 0) return
    const notes = chosen.map((amount) => ({ amount, count: counts.get(amount) ?? 0 }))
    void order.send({ community_id: communityId, direction, ...holder, notes })
  }
  if (order.lost) return <Lost onSend={() => void order.send({} as NewNoteExchange)} />
  const amount = formatCoins(total, unit)
  return (
    <form class="card stack" noValidate onSubmit={send}>
      <Tabs
        label={t('circulation.notes.direction')}
        tabs={[
          { name: 'out', label: t('circulation.notes.give') },
          { name: 'in', label: t('circulation.notes.take') },
        ]}
        current={direction}
        onChange={(next) => {
          setDirection(next)
          setCounts(new Map())
        }}
      />
      <div class="circulation-notes">
        {kinds.map((kind) => (
          <Count
            key={kind}
            label={t('circulation.notes.of', { amount: formatCoins(kind, unit) })}
            count={counts.get(kind) ?? 0}
            onCount={(count) => setCounts(new Map(counts).set(kind, count))}
          />
        ))}
      </div>
      {total > 0 && <p class="circulation-total">{t('circulation.notes.total', { amount })}</p>}
      {asked && total === 0 && <p class="circulation-missing">{t('circulation.notes.missing')}</p>}
      <h2>{t('circulation.who.title')}</h2>
      <Who
        communityId={communityId}
        organisations={organisations}
        members
        chosen={holder}
        onChosen={setHolder}
      />
      {asked && !holder && <p class="circulation-missing">{t('circulation.who.missing')}</p>}
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {total === 0
          ? t(out ? 'circulation.notes.give' : 'circulation.notes.take')
          : t(out ? 'circulation.notes.giveNow' : 'circulation.notes.takeNow', { amount })}
      </Button>
    </form>
  )
}

type CountProps = { label: string; count: number; onCount: (count: number) => void }

function Count({ label, count, onCount }: CountProps) {
  return (
    <div class="circulation-note">
      <span class="strong">{label}</span>
      <span class="circulation-steps">
        <button
          type="button"
          class="icon-button"
          aria-label={`− ${label}`}
          disabled={count === 0}
          onClick={() => onCount(count - 1)}
        >
          <Icon name="minus" />
        </button>
        <output>{count}</output>
        <button
          type="button"
          class="icon-button"
          aria-label={`+ ${label}`}
          onClick={() => onCount(count + 1)}
        >
          <Icon name="plus" />
        </button>
      </span>
    </div>
  )
}
