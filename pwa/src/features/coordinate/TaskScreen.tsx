import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { type Resource, useResource } from '../../data/resource'
import type { Task, TaskCode } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { Codes } from './Codes'
import { hatAt } from './place'
import { printPath } from './print/print-path'
import { SigningTrouble, useSigning } from './Signing'
import { TaskFacts } from './TaskFacts'
import { stateOf } from './task-state'
import './coordinate.css'

/** One task: what it says, its posters, and how to stop it. */
export default function TaskScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const back = `/coordinate/${orgId}`
  const unit = hatAt(orgId)?.community.currency
  const path = `/tasks/${params.id}`
  const task = useResource(path, (abort) => api.get<Task>(path, abort))
  const codes = useResource(`${path}/codes`, (abort) =>
    api.get<{ codes: TaskCode[] }>(`${path}/codes`, abort),
  )
  if (!unit || !task.data)
    return (
      <Screen title={t('coordinate.task')} back={back}>
        <Loaded of={task} skeleton={<Skeleton shape="card" />}>
          {() => null}
        </Loaded>
      </Screen>
    )
  return <Shown task={task} found={task.data} codes={codes} unit={unit} back={back} />
}

type ShownProps = {
  task: Resource<Task>
  found: Task
  codes: Resource<{ codes: TaskCode[] }>
  unit: Unit
  back: string
}

function Shown({ task, found, codes, unit, back }: ShownProps) {
  const [stopping, setStopping] = useState(false)
  const signing = useSigning(found, () => void codes.reload())
  const open = stateOf(found) !== 'withdrawn'
  const good = codes.data?.codes.find(({ status }) => status === 'good')
  const print = (): void => navigate(printPath(toPrint(found, codes.data?.codes ?? []), 'poster'))
  const sign = (
    <Button look={good ? 'quiet' : 'filled'} icon="key" busy={signing.busy} onClick={signing.sign}>
      {t(found.measured ? 'presence.code.sign' : good ? 'coordinate.code.another' : 'coordinate.code.first')}
    </Button>
  )
  const action = open && codes.data && (
    <>
      {good && (
        <Button icon="print" onClick={print}>
          {t('coordinate.code.print')}
        </Button>
      )}
      {!good && sign}
    </>
  )
  return (
    <Screen title={found.title} back={back} action={action}>
      <TaskFacts task={found} unit={unit} />
      {open && (
        <div class="task-actions">
          <Button look="quiet" href={`${back}/task/${found.id}/edit`}>
            {t('coordinate.change')}
          </Button>
          <Button look="quiet" icon="credit" href={`/cards/at/${found.organisation.id}/earn/${found.id}`}>
            {t('cards.earn.action')}
          </Button>
          <Button look="quiet" href={`${back}/claims?task=${found.id}`}>
            {t('coordinate.claims', { count: found.waiting_claims ?? 0 })}
          </Button>
        </div>
      )}
      {open && (
        <Button look="quiet" icon="banknote" href={`${back}/task/${found.id}/vouchers`}>
          {t('coordinate.vouchers')}
        </Button>
      )}
      {open && (
        <Button look="quiet" icon="phone" href={`${back}/task/${found.id}/live`}>
          {t('presence.live.open')}
        </Button>
      )}
      {open && found.measured && (
        <Button look="quiet" icon="people" href={`${back}/there`}>
          {t('presence.there.title')}
        </Button>
      )}
      <SigningTrouble signing={signing} />
      <Loaded of={codes}>
        {({ codes: all }) => (
          <Codes task={found} codes={all} open={open} onChange={() => void codes.reload()}>
            {open && good && sign}
          </Codes>
        )}
      </Loaded>
      {open && (
        <Button look="danger" onClick={() => setStopping(true)}>
          {t('coordinate.stop.action')}
        </Button>
      )}
      <StopTask
        open={stopping}
        task={found}
        onClose={() => setStopping(false)}
        onStopped={() => void Promise.all([task.reload(), codes.reload()])}
      />
    </Screen>
  )
}

/** The newest good poster; of a task that measures time the newest of each kind, both on paper at once. */
function toPrint(task: Task, codes: TaskCode[]): { id: string; taskId: string }[] {
  const good = codes.filter(({ status }) => status === 'good')
  const newest = good.filter((code, at) => good.findIndex(({ kind }) => kind === code.kind) === at)
  return newest.map(({ id }) => ({ id, taskId: task.id }))
}

type StopProps = { open: boolean; task: Task; onClose: () => void; onStopped: () => void }

function StopTask({ open, task, onClose, onStopped }: StopProps) {
  const { busy, error, run } = useDoing()
  const stop = async (): Promise<void> => {
    if (!(await run('stop', () => api.post(`/tasks/${task.id}/withdraw`)))) return
    onClose()
    onStopped()
  }
  return (
    <Confirm
      open={open}
      title={t('coordinate.stop.title')}
      text={t('coordinate.stop.text')}
      action={t('coordinate.stop.action')}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void stop()}
      onClose={onClose}
    />
  )
}
