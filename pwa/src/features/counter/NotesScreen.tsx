import { useEffect, useRef, useState } from 'preact/hooks'
import type { NoteTaking } from '../../data/api-types'
import { useDoing } from '../../data/doing'
import { sendOnce } from '../../data/pending'
import { ApiError } from '../../data/problem'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { allowSound, celebrate } from '../../ui/chime'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { formatCoins, formatDigits, type Unit, unitOf } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { QrScanner } from '../../ui/QrScanner'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { noteIn } from './given-code'
import { hatAt } from './place'
import { useHandScanner } from './use-hand-scanner'
import './notes.css'

/** A customer pays with notes: each is scanned or typed, and its coin is in the till at once. */
export default function NotesScreen({ params }: ScreenProps) {
  const shopId = params.org ?? ''
  const unit = hatAt(shopId)?.community.currency
  const { taken, busy, error, give } = useTaking(shopId, unit)
  const [typing, setTyping] = useState(false)
  useHandScanner(() => undefined, give)
  useEffect(allowSound, [])
  useEffect(() => {
    const brought = location.hash.slice(1)
    if (brought) give(brought)
    if (brought) history.replaceState(history.state, '', location.pathname)
  }, [])
  if (!unit) return <Screen title={t('notes.counter.title')} />
  const [last] = taken
  const total = taken.reduce((sum, { amount }) => sum + amount, 0)
  const action = (
    <Button look="quiet" icon="keyboard" onClick={() => setTyping(true)}>
      {t('notes.counter.type')}
    </Button>
  )
  return (
    <Screen title={t('notes.counter.title')} back={`/counter/${shopId}`} action={action}>
      <div class="notes-total" data-taken={taken.length} role="status">
        <p>
          <span class="soft">{t('notes.counter.total')}</span>{' '}
          <strong dir="ltr">{formatDigits(total, unit)}</strong> <span>{unitOf(total, unit)}</span>
        </p>
        {last && !error && (
          <p class="notes-last">
            <Icon name="check" size={20} />
            <span>
              {formatCoins(last.amount, unit)} · {last.organisation.name} ·{' '}
              {t('notes.take.number', { serial: last.serial })}
            </span>
          </p>
        )}
      </div>
      {error && <Refused error={error} />}
      <QrScanner onText={give} typed={false} paused={busy} hint={t('notes.counter.hint')} />
      {taken.length === 0 && !error && <p class="soft centre">{t('notes.counter.none')}</p>}
      <Taken taken={taken} unit={unit} />
      <Sheet open={typing} title={t('notes.counter.typed')} onClose={() => setTyping(false)}>
        <Typed
          onCode={(code) => {
            setTyping(false)
            give(code)
          }}
        />
      </Sheet>
    </Screen>
  )
}

function useTaking(shopId: string, unit: Unit | undefined) {
  const [taken, setTaken] = useState<NoteTaking[]>([])
  const { busy, error, run } = useDoing()
  const last = useRef('')
  const give = (text: string): void => {
    const code = noteIn(text)
    // The camera sees the note that was just taken for a while.
    if (code !== null && code === last.current) return
    void run('take', async () => {
      if (code === null) throw new ApiError('not_a_note')
      const body = { code, shop_id: shopId }
      const made = await sendOnce<NoteTaking>(`note ${shopId} ${code}`, 'note-takings', body)
      last.current = code
      setTaken((before) => [made, ...before])
      celebrate()
      if (unit) announce(t('notes.counter.took', { amount: formatCoins(made.amount, unit) }))
    })
  }
  return { taken, busy: busy !== null, error, give }
}

function Refused({ error }: { error: ApiError }) {
  if (error.code === 'not_a_note')
    return <Notice kind="warning" title={t('notes.counter.not')} next={t('notes.counter.notNext')} />
  if (error.code === 'code_used')
    return <Notice kind="warning" title={t('notes.used.note')} next={t('notes.used.next')} />
  return <ErrorNotice trouble={error} />
}

function Taken({ taken, unit }: { taken: NoteTaking[]; unit: Unit }) {
  if (taken.length === 0) return null
  return (
    <List label={t('notes.counter.total')}>
      {taken.map(({ id, amount, organisation, serial }) => (
        <Row
          key={id}
          title={organisation.name}
          text={t('notes.take.number', { serial })}
          end={<span dir="ltr">+{formatDigits(amount, unit)}</span>}
        />
      ))}
    </List>
  )
}

function Typed({ onCode }: { onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        onCode(typed)
      }}
    >
      <Field
        label={t('notes.counter.typed')}
        hint={t('notes.counter.typedHint')}
        autoComplete="off"
        code
        value={typed}
        onInput={setTyped}
      />
      <Button type="submit" disabled={typed.trim().length < 8}>
        {t('notes.counter.take')}
      </Button>
    </form>
  )
}
