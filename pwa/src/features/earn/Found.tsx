import { useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { sendStored } from '../../data/outbox'
import { hats } from '../../data/session'
import type { Claim, CodeReading } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import type { Examined } from './examine'
import { MinutesPicker } from './MinutesPicker'
import { Seal } from './Seal'
import { TaskHead } from './TaskHead'
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
  const { busy, error, run } = useDoing()
  const unit = unitHere(examined)
  if (!unit) return <RefusedScreen trouble={{ code: 'code_wrong_community' }} {...toTasks()} />
  if (error && !error.retryable) return <RefusedScreen trouble={error} {...toTasks()} />
  const amount = formatCoins(worth(task.reward, minutes), unit)
  const claim = (): void =>
    void run('claim', async () => onClaimed(await sendStored<Claim>('claims', { code, minutes })))
  const action = claims_left !== 0 && (
    <Button busy={busy !== null} onClick={claim}>
      {t(task.needs_approval ? 'earn.claim.ask' : 'earn.claim.take', { amount })}
    </Button>
  )
  return (
    <Screen title={task.title} quietTitle back="/scan" action={action}>
      <TaskHead task={task} unit={unit} />
      <Seal>
        {t(examined.real ? 'earn.seal.real' : 'earn.seal.known', {
          organisation: reading.signed_by_organisation,
        })}
      </Seal>
      {error && <ErrorNotice trouble={error} onAgain={claim} />}
      {minutes !== null && <MinutesPicker reward={task.reward} minutes={minutes} onPick={setMinutes} />}
      <Left left={claims_left} />
      {task.needs_approval && claims_left !== 0 && (
        <p class="task-fact">
          <Icon name="queue" />
          <span>{t('earn.rule.approval')}</span>
        </p>
      )}
    </Screen>
  )
}

function Left({ left }: { left: number | null }) {
  if (left === null) return null
  if (left === 0) return <Notice title={t('earn.state.done')} next={t('earn.next.done')} />
  return <p class="centre soft">{t('earn.state.left', { count: left })}</p>
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
