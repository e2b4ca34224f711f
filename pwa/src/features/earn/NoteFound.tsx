import { useState } from 'preact/hooks'
import type { NoteReading, NoteTaking } from '../../data/api-types'
import { useDoing } from '../../data/doing'
import { sendStored } from '../../data/outbox'
import { hats } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatCoins, formatDigits, unitOf } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Booked } from './Earned'
import { Seal } from './Seal'
import { usedWords } from './used'

/** A note with a value of its own: whoever takes it first has the coin. */
export function NoteFound({ code, note, real }: { code: string; note: NoteReading; real: boolean }) {
  const [taken, setTaken] = useState<NoteTaking>()
  const { busy, error, run } = useDoing()
  const community = hats.peek().find((one) => one.community.id === note.community_id)?.community
  const home = (): void => navigate('/home', { replace: true })
  const again = (): void => navigate('/scan', { replace: true })
  if (!community)
    return (
      <RefusedScreen
        trouble={{ code: 'code_wrong_community' }}
        action={t('earn.code.scanAnother')}
        onAction={again}
      />
    )
  const unit = community.currency
  const organisation = note.organisation.name
  if (taken)
    return (
      <Booked
        amount={taken.amount}
        name={community.name}
        unit={unit}
        unitSaid={t('notes.take.got', { what: unitOf(taken.amount, unit) })}
        said={t('notes.take.got', { what: formatCoins(taken.amount, unit) })}
        thanks={t('notes.take.taken', { organisation })}
        onDone={home}
      />
    )
  if (error && !error.retryable)
    return (
      <RefusedScreen
        trouble={error}
        words={usedWords(error, 'note')}
        action={t('earn.code.scanAnother')}
        onAction={again}
        second={t('earn.toCoins')}
        onSecond={home}
      />
    )
  const take = (): void =>
    void run('take', async () =>
      setTaken(await sendStored<NoteTaking>('note-takings', { code, shop_id: null })),
    )
  const action = (
    <Button busy={busy !== null} onClick={take}>
      {t('notes.take.action', { amount: formatCoins(note.amount, unit) })}
    </Button>
  )
  return (
    <Screen title={t('notes.take.title')} quietTitle back="/scan" action={action}>
      <div class="note-found">
        <Coin name={community.name} size={96} />
        <p class="earned-amount" dir="ltr">
          {formatDigits(note.amount, unit)}
        </p>
        <p class="earned-unit">{unitOf(note.amount, unit)}</p>
      </div>
      {real && <Seal>{t('notes.seal.note', { organisation })}</Seal>}
      <p class="centre note-text">{t('notes.take.text', { organisation })}</p>
      <p class="centre soft small">{t('notes.take.number', { serial: note.serial })}</p>
      {error?.code === 'offline' && (
        <Notice kind="warning" title={t('earn.kept.title')} next={t('earn.kept.next')} />
      )}
      {error && error.code !== 'offline' && <ErrorNotice trouble={error} onAgain={take} />}
    </Screen>
  )
}
