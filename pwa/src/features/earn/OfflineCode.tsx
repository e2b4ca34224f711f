import { useState } from 'preact/hooks'
import type { TaskCode } from '../../core/task-code'
import { useDoing } from '../../data/doing'
import { type KnownTask, knownTask } from '../../data/known-tasks'
import { keepForLater } from '../../data/outbox'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { KeptScreen } from '../../ui/KeptScreen'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import type { Examined } from './examine'
import { MinutesPicker } from './MinutesPicker'
import { Named } from './OnlySignature'
import { Seal } from './Seal'
import { TaskHead } from './TaskHead'
import { firstGuess, worth } from './worth'

/** The kinds that still count when they are sent later; the others are about this very moment. */
const LATER = new Set(['poster', 'voucher', 'note'])

type Props = { code: string; examined: Examined }

/** Without a network: what the phone itself can tell about a code, and keeping it until there is one. */
export function OfflineCode({ code, examined }: Props) {
  const { content } = examined
  if (content && LATER.has(content.kind)) return <Keeping code={code} content={content} examined={examined} />
  return (
    <Screen title={t('earn.code.title')} back="/home">
      <Named examined={examined} />
      <Notice
        kind="warning"
        title={t('earn.offline.title')}
        next={t(content ? 'earn.offline.now' : 'earn.offline.next')}
      />
    </Screen>
  )
}

function Keeping({ code, content, examined }: Props & { content: TaskCode }) {
  const task = content.kind === 'note' ? undefined : knownTask(content.taskId)
  const hourly = task?.reward.kind === 'per_hour'
  const [minutes, setMinutes] = useState(() => (task && hourly ? firstGuess(task.reward) : null))
  const [kept, setKept] = useState(false)
  const { busy, error, run } = useDoing()
  const unit = examined.community?.currency
  const amount = task ? worth(task.reward, minutes) : undefined
  const keep = (): void =>
    void run('keep', async () => {
      await (content.kind === 'note'
        ? keepForLater('note-takings', { code, shop_id: null }, {})
        : keepForLater('claims', { code, minutes }, about(code, task, amount)))
      setKept(true)
    })
  if (kept)
    return (
      <KeptScreen
        title={t('earn.later.kept')}
        text={t('earn.later.next')}
        {...(amount && { amount })}
        unit={unit}
        onDone={() => navigate('/home', { replace: true })}
        doneLabel={t('earn.toCoins')}
      />
    )
  const action = (
    <Button busy={busy !== null} onClick={keep}>
      {t('earn.later.keep')}
    </Button>
  )
  return (
    <Screen
      title={task?.title ?? t('earn.code.title')}
      quietTitle={Boolean(task)}
      back="/scan"
      action={action}
    >
      {task && unit ? <Head task={task} unit={unit} real={examined.real} /> : <Named examined={examined} />}
      {task && minutes !== null && (
        <MinutesPicker reward={task.reward} minutes={minutes} onPick={setMinutes} />
      )}
      <Notice
        title={t('earn.later.title')}
        next={t(examined.real ? 'earn.later.text' : 'earn.later.unsure')}
      />
      {error && <ErrorNotice trouble={error} onAgain={keep} />}
    </Screen>
  )
}

function Head({ task, unit, real }: { task: KnownTask; unit: Unit; real: boolean }) {
  return (
    <>
      <TaskHead task={task} unit={unit} />
      {real && <Seal>{t('earn.seal.real', { organisation: task.organisation.name })}</Seal>}
    </>
  )
}

const about = (code: string, task: KnownTask | undefined, amount: number | undefined) => ({
  ...(task && { title: task.title }),
  ...(amount && { amount }),
  path: `/t#${code}`,
})
