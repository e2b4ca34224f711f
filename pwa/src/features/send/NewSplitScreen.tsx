import { useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { useDoing } from '../../data/doing'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Toggle } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { useContacts } from './AskScreen'
import { inDays, split } from './making'
import { equalShares, leftOf } from './shares'
import { LONGEST_WORDS } from './words'
import './send.css'

const DAYS = 30
const MOST = 30

/** Somebody who shares: what was typed; `contact` when it is one of the contacts. */
type Person = { name: string; typed: string; contact: string | null }

const somebody = (name = '', contact: string | null = null): Person => ({ name, typed: '', contact })

/** A bill that this person paid, shared among several: who, and how much each. */
export default function NewSplitScreen() {
  const worn = hat.value
  const [total, setTotal] = useState('')
  const [words, setWords] = useState('')
  const [equal, setEqual] = useState(true)
  const [own, setOwn] = useState('')
  const [people, setPeople] = useState<Person[]>([somebody(), somebody()])
  const { busy, error, run } = useDoing()
  if (!worn) return <Screen title={t('send.split.title')} back="/send" />
  const unit = worn.community.currency
  const whole = amountOf(total, unit)
  const shares = equal
    ? equalShares(whole, people.length + 1)
    : [own, ...people.map(({ typed }) => typed)].map((typed) => amountOf(typed, unit))
  const left = leftOf(whole, shares)
  const ready = whole > 0 && left === 0 && shares.slice(1).every((share) => share > 0)
  const make = (): void =>
    void run('split', async () => {
      const made = await split(worn, {
        words: words.trim(),
        own: shares[0] ?? 0,
        until: inDays(DAYS),
        shares: people.map(({ name, contact }, index) => ({
          name: name.trim() || t('send.split.person', { number: index + 2 }),
          amount: shares[index + 1] ?? 0,
          contact,
        })),
      })
      navigate(`/split/${made.split.id}`, { replace: true })
    })
  const action = (
    <Button busy={busy !== null} disabled={!ready} onClick={make}>
      {t('send.split.make')}
    </Button>
  )
  return (
    <Screen title={t('send.split.title')} back="/send" action={action}>
      <Field
        label={t('send.split.total', { unit: unit.plural })}
        value={total}
        inputMode="decimal"
        onInput={setTotal}
      />
      <Field label={t('send.words')} optional value={words} maxLength={LONGEST_WORDS} onInput={setWords} />
      <Toggle label={t('send.split.equal')} checked={equal} onChange={setEqual} />
      <People
        people={people}
        shares={shares}
        equal={equal}
        unit={unit}
        own={own}
        onOwn={setOwn}
        onPeople={setPeople}
        community={worn.community.id}
      />
      {whole > 0 && left !== 0 && (
        <p class="send-too-much" role="status">
          {t(left > 0 ? 'send.split.left' : 'send.split.over', { amount: formatCoins(Math.abs(left), unit) })}
        </p>
      )}
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

type PeopleProps = {
  people: Person[]
  shares: number[]
  equal: boolean
  unit: Unit
  own: string
  community: string
  onOwn: (typed: string) => void
  onPeople: (people: Person[]) => void
}

function People({ people, shares, equal, unit, own, onOwn, onPeople, community }: PeopleProps) {
  const contacts = useContacts(community).filter(
    ({ person_id }) => !people.some(({ contact }) => contact === person_id),
  )
  const change = (at: number, next: Partial<Person>): void =>
    onPeople(people.map((one, index) => (index === at ? { ...one, ...next } : one)))
  const add = (one: Person): void => {
    const free = one.name ? people.findIndex(({ name }) => name.trim() === '') : -1
    if (free < 0) onPeople([...people, one])
    else change(free, { name: one.name, contact: one.contact })
  }
  return (
    <section class="stack-tight">
      <h2>{t('send.split.who', { count: people.length + 1 })}</h2>
      <ol class="send-people">
        <li>
          <span class="strong">{t('send.split.me')}</span>
          <Part share={shares[0] ?? 0} equal={equal} unit={unit} typed={own} onType={onOwn} />
        </li>
        {people.map((person, index) => (
          <li key={String(index)}>
            <Field
              label={t('send.split.person', { number: index + 2 })}
              value={person.name}
              maxLength={80}
              onInput={(name) => change(index, { name, contact: null })}
            />
            <Part
              share={shares[index + 1] ?? 0}
              equal={equal}
              unit={unit}
              typed={person.typed}
              who={person.name || t('send.split.person', { number: index + 2 })}
              onType={(typed) => change(index, { typed })}
            />
            {people.length > 1 && (
              <Button
                look="plain"
                fit
                icon="minus"
                label={t('send.split.less', { number: index + 2 })}
                onClick={() => onPeople(people.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ol>
      <div class="send-chips">
        {people.length < MOST && (
          <Button look="quiet" fit icon="plus" onClick={() => add(somebody())}>
            {t('send.split.more')}
          </Button>
        )}
        {contacts.slice(0, 6).map(({ person_id, name }) => (
          <Button
            key={person_id}
            look="quiet"
            fit
            icon="person"
            onClick={() => add(somebody(name, person_id))}
          >
            <bdi>{name}</bdi>
          </Button>
        ))}
      </div>
    </section>
  )
}

type PartProps = {
  share: number
  equal: boolean
  unit: Unit
  typed: string
  who?: string
  onType: (typed: string) => void
}

function Part({ share, equal, unit, typed, who, onType }: PartProps) {
  if (equal) return <span class="send-part">{formatCoins(share, unit)}</span>
  return (
    <Field
      label={who ? t('send.split.share', { who }) : t('send.split.myShare')}
      value={typed}
      inputMode="decimal"
      onInput={onType}
    />
  )
}

function amountOf(typed: string, { decimals }: Unit): number {
  const parsed = parseAmount(typed, decimals)
  return parsed.ok ? parsed.amount : 0
}
