import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { community } from '../../data/session'
import type { Card as CardData } from '../../data/types'
import { isLanguage, language, t } from '../../i18n'
import { LANGUAGES } from '../../i18n/languages'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { errorText } from '../../ui/error-text'
import { Field, Select } from '../../ui/Field'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { CardFace } from './CardFace'
import { ChoosePin } from './ChoosePin'
import { hatAt } from './place'
import './cards.css'

type Person = { name: string; card: string; language: string }
type Step = { at: 'who' } | { at: 'pin'; person: Person } | { at: 'done'; card: CardData }

/** Somebody without a phone takes part within two minutes: a name, a PIN that they choose, a card. */
export default function EnrolScreen({ params: { org = '' } }: ScreenProps) {
  const [attempt, setAttempt] = useState(0)
  return <Enrol key={attempt} org={org} onAnother={() => setAttempt(attempt + 1)} />
}

function Enrol({ org, onAnother }: { org: string; onAnother: () => void }) {
  const [step, setStep] = useState<Step>({ at: 'who' })
  const [ids] = useState(() => ({ person: newId(), card: newId() }))
  const { busy, error, run } = useDoing()
  const home = `/cards/at/${org}`
  const enrol = (person: Person, pin: string): void =>
    void run('enrol', async () => {
      const card = await api.put<CardData>(`/organisations/${org}/card-holders/${ids.person}`, {
        card_id: ids.card,
        display_name: person.name,
        card_name: person.card,
        language: person.language,
        pin,
      })
      announce(t('cards.enrol.done', { name: card.name }))
      setStep({ at: 'done', card })
    })
  if (step.at === 'pin')
    return (
      <Screen title={t('cards.enrol.title')} back={home}>
        <ChoosePin
          name={step.person.name}
          busy={busy !== null}
          error={error && errorText(error).title}
          onChosen={(pin) => enrol(step.person, pin)}
        />
      </Screen>
    )
  if (step.at === 'done') return <Done card={step.card} home={home} org={org} onAnother={onAnother} />
  return <Who home={home} onGo={(person) => setStep({ at: 'pin', person })} />
}

function Who({ home, onGo }: { home: string; onGo: (person: Person) => void }) {
  const [name, setName] = useState('')
  const [card, setCard] = useState<string>()
  const [spoken, setSpoken] = useState<string>(language.peek())
  const offered = (community.value?.languages ?? []).filter(isLanguage)
  const onCard = (card ?? name).trim().slice(0, 40)
  const go = (event: Event): void => {
    event.preventDefault()
    if (name.trim() && onCard) onGo({ name: name.trim(), card: onCard, language: spoken })
  }
  return (
    <Screen title={t('cards.enrol.title')} back={home}>
      <form class="stack" onSubmit={go}>
        <p class="soft">{t('cards.enrol.lead')}</p>
        <Field
          label={t('cards.enrol.who')}
          hint={t('cards.enrol.whoHint')}
          value={name}
          onInput={setName}
          autoComplete="off"
          maxLength={60}
          required
        />
        <Field
          label={t('cards.name')}
          hint={t('cards.nameHint')}
          value={card ?? name}
          onInput={setCard}
          autoComplete="off"
          maxLength={40}
        />
        {offered.length > 1 && (
          <Select
            label={t('cards.enrol.language')}
            value={spoken}
            onChange={setSpoken}
            options={offered.map((code) => ({ value: code, label: LANGUAGES[code] }))}
          />
        )}
        <Button type="submit" disabled={!name.trim() || !onCard}>
          {t('cards.enrol.next')}
        </Button>
      </form>
    </Screen>
  )
}

type DoneProps = { card: CardData; home: string; org: string; onAnother: () => void }

function Done({ card, home, org, onAnother }: DoneProps) {
  const action = (
    <div class="stack-tight">
      <Button icon="print" href={`/cards/print?ids=${card.id}`}>
        {t('cards.print')}
      </Button>
      <Button look="quiet" onClick={onAnother}>
        {t('cards.enrol.another')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('cards.enrol.done', { name: card.name })} back={home} action={action}>
      <CardFace name={card.name} number={card.number} community={hatAt(org)?.community.name ?? ''} />
      <p class="soft centre">{t('cards.enrol.doneText')}</p>
    </Screen>
  )
}
