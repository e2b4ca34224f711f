import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { CardPage, Claim, Task } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { hatAt } from './place'
import { ScanCard } from './ScanCard'
import './cards.css'

/** A coordinator at a task rewards somebody without a phone: scan the card, and the coins are there. */
export default function EarnScreen({ params: { org = '', task: taskId = '' } }: ScreenProps) {
  const path = `/tasks/${taskId}`
  const task = useResource(path, (abort) => api.get<Task>(path, abort))
  const [turn, setTurn] = useState(0)
  const unit = hatAt(org)?.community.currency
  return (
    <Screen title={task.data?.title ?? t('cards.earn.title')} back={`/coordinate/${org}/task/${taskId}`}>
      <Loaded of={task}>
        {(found) =>
          unit && (
            <Turn
              key={turn}
              org={org}
              task={found}
              unit={unit}
              onNext={() => setTurn((before) => before + 1)}
            />
          )
        }
      </Loaded>
    </Screen>
  )
}

type TurnProps = { org: string; task: Task; unit: Unit; onNext: () => void }

function Turn({ org, task, unit, onNext }: TurnProps) {
  const [holder, setHolder] = useState<CardPage>()
  const [made, setMade] = useState<Claim>()
  const { busy, error, run } = useDoing()
  const find = (card: string): void =>
    void run('look', async () => {
      setHolder(await api.post<CardPage>(`/organisations/${org}/cards/look`, { card }))
    })
  if (made && holder) return <Made claim={made} name={holder.card.name} unit={unit} onNext={onNext} />
  if (holder) return <Give task={task} holder={holder} unit={unit} onMade={setMade} onNext={onNext} />
  return (
    <>
      <p class="soft">{t('cards.earn.lead')}</p>
      {error && <ErrorNotice trouble={error} />}
      <ScanCard onCard={find} paused={busy !== null} />
    </>
  )
}

type GiveProps = {
  task: Task
  holder: CardPage
  unit: Unit
  onMade: (claim: Claim) => void
  onNext: () => void
}

function Give({ task, holder, unit, onMade, onNext }: GiveProps) {
  const byTheHour = task.reward.kind === 'per_hour'
  const [typed, setTyped] = useState('')
  const [id] = useState(newId)
  const { busy, error, run } = useDoing()
  const minutes = byTheHour ? Number(typed) : null
  const ready = minutes === null || (Number.isInteger(minutes) && minutes > 0)
  const { name } = holder.card
  const give = (event: Event): void => {
    event.preventDefault()
    if (!ready) return
    void run('give', async () => {
      const body = { task_id: task.id, card: holder.card.number, minutes }
      const claim = await sendCommand<Claim>(`/card-claims/${id}`, body)
      announce(t('cards.earn.booked', { name, amount: formatCoins(claim.amount, unit) }))
      onMade(claim)
    })
  }
  return (
    <form class="stack" onSubmit={give}>
      {!byTheHour && (
        <div class="cards-balance">
          <Amount value={task.reward.amount} unit={unit} size="big" />
        </div>
      )}
      {byTheHour && (
        <Field
          label={t('cards.earn.minutes')}
          value={typed}
          onInput={setTyped}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null} disabled={!ready}>
        {t('cards.earn.give', { name })}
      </Button>
      <Button look="quiet" onClick={onNext}>
        {t('cards.earn.next')}
      </Button>
    </form>
  )
}

type MadeProps = { claim: Claim; name: string; unit: Unit; onNext: () => void }

function Made({ claim, name, unit, onNext }: MadeProps) {
  const amount = formatCoins(claim.amount, unit)
  return (
    <div class="cards-hand" role="status">
      <p class="cards-hand-who">
        {claim.status === 'booked'
          ? t('cards.earn.booked', { name, amount })
          : t('cards.earn.waiting', { amount })}
      </p>
      <Button icon="scan" onClick={onNext}>
        {t('cards.earn.next')}
      </Button>
    </div>
  )
}
