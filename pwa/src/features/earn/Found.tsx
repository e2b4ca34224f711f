import { useState } from 'preact/hooks'
import { serverNow } from '../../data/clock'
import { useDoing } from '../../data/doing'
import { sendStored } from '../../data/outbox'
import { hats } from '../../data/session'
import type { Claim, CodeReading, Task } from '../../data/types'
import { isUnder21 } from '../../data/under-21'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Icon } from '../../ui/Icon'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { AtWork } from './AtWork'
import { ceilingWords } from './ceiling'
import type { Examined } from './examine'
import { MinutesPicker } from './MinutesPicker'
import { NearLimit } from './NearLimit'
import { OnTheSpot, usePlace } from './place'
import { Seal } from './Seal'
import { taskState } from './state'
import { TaskHead } from './TaskHead'
import { usedWords } from './used'
import { warningOf } from './warning'
import { stateSaid } from './words'
import { firstGuess, worth } from './worth'

type Props = {
  code: string
  reading: CodeReading
  examined: Examined
  onClaimed: (claim: Claim) => void
}

/** What a code stands for, checked; one button claims it. */
export function Found({ code, reading, examined, onClaimed }: Props) {
  const { task, claims_left } = reading
  const hourly = task.reward.kind === 'per_hour'
  const [minutes, setMinutes] = useState(() => (hourly ? firstGuess(task.reward) : null))
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const place = usePlace(reading)
  const unit = unitHere(examined)
  const voucher = reading.kind === 'voucher'
  if (!unit) return <RefusedScreen trouble={{ code: 'code_wrong_community' }} {...toTasks()} />
  const seal = t(examined.real ? (voucher ? 'notes.seal.real' : 'earn.seal.real') : 'earn.seal.known', {
    organisation: reading.signed_by_organisation,
  })
  if (task.measured) return <AtWork {...{ code, reading, unit, seal, onClaimed }} />
  if (error && !error.retryable && !place.isOurs(error))
    return (
      <RefusedScreen
        trouble={error}
        words={ceilingWords(error, unit) ?? usedWords(error, 'voucher')}
        {...toTasks()}
      />
    )
  const amount = formatCoins(worth(task.reward, minutes), unit)
  const warning = warningOf(reading, worth(task.reward, minutes), unit, isUnder21())
  const claim = (): void =>
    void run('claim', async () => {
      const position = await place.ask()
      onClaimed(await sendStored<Claim>('claims', { code, minutes }, position && { passing: { position } }))
    })
  const ask = (): void => (warning.passes.length > 0 ? setAsking(true) : claim())
  const offered = { ...task, mine: { claims_left } }
  const state = taskState(offered, serverNow())
  const action =
    state === 'open' ? (
      <Button busy={busy !== null} onClick={ask}>
        {t(task.needs_approval ? 'earn.claim.ask' : 'earn.claim.take', { amount })}
      </Button>
    ) : (
      <Button href="/tasks">{t('earn.code.tasks')}</Button>
    )
  return (
    <Screen title={task.title} quietTitle back="/scan" action={action}>
      <TaskHead task={task} unit={unit} />
      <Seal>{seal}</Seal>
      {error?.code === 'offline' && (
        <Notice
          kind="warning"
          title={t('earn.kept.title')}
          next={t('earn.kept.next')}
          action={t('shell.again')}
          onAction={claim}
        />
      )}
      {error && error.code !== 'offline' && !place.denied && <ErrorNotice trouble={error} onAgain={claim} />}
      {state === 'open' ? (
        <Open task={offered} minutes={minutes} onPick={setMinutes} />
      ) : (
        <Notice title={stateSaid(offered, state)} next={t(`earn.next.${state}`)} />
      )}
      {state === 'open' && <OnTheSpot place={place} />}
      {state === 'open' && warning.hour !== null && (
        <p class="task-fact soft small">
          <Icon name="info" size={20} />
          <span>{t('meter.warn.hour', { amount: formatEuro(warning.hour) })}</span>
        </p>
      )}
      <NearLimit
        open={asking}
        warning={warning}
        busy={busy !== null}
        onClaim={claim}
        onClose={() => setAsking(false)}
      />
    </Screen>
  )
}

type OpenProps = { task: Task; minutes: number | null; onPick: (minutes: number) => void }

/** What to know, and to say, before the claim. */
function Open({ task, minutes, onPick }: OpenProps) {
  const left = stateSaid(task, 'open')
  return (
    <>
      {minutes !== null && <MinutesPicker reward={task.reward} minutes={minutes} onPick={onPick} />}
      {left && <p class="centre soft">{left}</p>}
      {task.needs_approval && (
        <p class="task-fact">
          <Icon name="queue" />
          <span>{t('earn.rule.approval')}</span>
        </p>
      )}
    </>
  )
}

/** The coin of the code's neighbourhood; of a typed code it is that of the own one. */
function unitHere({ community }: Examined): Unit | undefined {
  const own = hats.peek().map((one) => one.community)
  const found = community ? own.find(({ id }) => id === community.id) : own[0]
  return found?.currency
}

const toTasks = () => ({
  action: t('earn.code.scanAnother'),
  onAction: () => navigate('/scan', { replace: true }),
  second: t('earn.code.tasks'),
  onSecond: () => navigate('/tasks', { replace: true }),
})
