import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { taskState } from './state'
import { TaskHead } from './TaskHead'
import { rulesSaid, stateSaid } from './words'
import './earn.css'

/** One task: what to do, where, what it earns; and the way to the scanner. */
export default function TaskScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const task = useResource(id, (abort) => api.get<Task>(`/tasks/${id}`, abort))
  const unit = hat.value?.community.currency
  const open = task.data && taskState(task.data, serverNow()) === 'open'
  const action = open && (
    <Button href="/scan" icon="scan">
      {t('earn.task.scan')}
    </Button>
  )
  return (
    <Screen title={task.data?.title ?? t('earn.task.title')} quietTitle back="/tasks" action={action}>
      <Loaded of={task} skeleton={<Skeleton shape="card" />}>
        {(found) => unit && <Details task={found} unit={unit} />}
      </Loaded>
    </Screen>
  )
}

function Details({ task, unit }: { task: Task; unit: Unit }) {
  const state = taskState(task, serverNow())
  const rules = rulesSaid(task)
  return (
    <article class="stack">
      <TaskHead task={task} unit={unit} />
      {state !== 'open' && <Notice title={stateSaid(task, state)} next={t(`earn.next.${state}`)} />}
      {task.description && <p class="task-description">{task.description}</p>}
      {task.place && (
        <p class="task-fact">
          <Icon name="place" />
          <bdi>{task.place}</bdi>
        </p>
      )}
      {rules.map((rule) => (
        <p key={rule} class="task-fact">
          <Icon name="info" />
          <span>{rule}</span>
        </p>
      ))}
      {state === 'open' && <How />}
    </article>
  )
}

const STEPS = ['go', 'do', 'scan'] as const

function How() {
  return (
    <section class="how">
      <h2>{t('earn.how.title')}</h2>
      <ol class="how-steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`earn.how.${step}`)}</li>
        ))}
      </ol>
    </section>
  )
}
