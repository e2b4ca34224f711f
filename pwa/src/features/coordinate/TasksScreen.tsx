import { usePages } from '../../data/pages'
import type { Task } from '../../data/types'
import { n, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Pictogram } from '../../ui/Pictogram'
import { navigate, type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Tabs } from '../../ui/Tabs'
import { PrintAll } from './PrintAll'
import { hatAt } from './place'
import { rewardSaid, stateOf } from './task-state'
import './coordinate.css'

type Shown = 'now' | 'past'

/** The tasks that an organisation offers, and how many people wait for an answer. */
export default function TasksScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const worn = hatAt(orgId)
  const path = `/organisations/${orgId}/tasks`
  const tasks = usePages(path, (page: { tasks: Task[]; next: string | null }) => page.tasks)
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('coordinate.title')} />
  const all = tasks.data ?? []
  const waiting = all.reduce((sum, task) => sum + (task.waiting_claims ?? 0), 0)
  const action = (
    <Button icon="plus" href={`/coordinate/${orgId}/new`}>
      {t('coordinate.new')}
    </Button>
  )
  return (
    <Screen title={t('coordinate.title')} action={all.length > 0 && action} aside={<PrintAll tasks={all} />}>
      {waiting > 0 && (
        <Notice
          title={t('coordinate.waiting', { count: waiting })}
          action={t('coordinate.toQueue')}
          onAction={() => navigate(`/coordinate/${orgId}/claims`)}
        />
      )}
      <Loaded of={tasks}>{() => <Tasks tasks={all} unit={unit} orgId={orgId} />}</Loaded>
      <More of={tasks} />
    </Screen>
  )
}

function Tasks({ tasks, unit, orgId }: { tasks: Task[]; unit: Unit; orgId: string }) {
  const shown: Shown = search.value.get('show') === 'past' ? 'past' : 'now'
  const past = tasks.filter((task) => isPast(task))
  const list = shown === 'past' ? past : tasks.filter((task) => !isPast(task))
  if (tasks.length === 0)
    return (
      <EmptyState
        picture="tree"
        text={t('coordinate.empty')}
        action={t('coordinate.emptyAction')}
        href={`/coordinate/${orgId}/new`}
      />
    )
  return (
    <>
      {past.length > 0 && (
        <Tabs<Shown>
          label={t('coordinate.title')}
          tabs={[
            { name: 'now', label: t('coordinate.tab.now') },
            { name: 'past', label: t('coordinate.tab.past') },
          ]}
          current={shown}
          onChange={(name) => setSearch({ show: name === 'past' ? 'past' : null })}
        />
      )}
      {list.length === 0 ? (
        <EmptyState
          picture="tree"
          text={t('coordinate.emptyNow')}
          action={t('coordinate.new')}
          href={`/coordinate/${orgId}/new`}
        />
      ) : (
        <List label={t('coordinate.title')}>
          {list.map((task) => (
            <TaskRow key={task.id} task={task} unit={unit} orgId={orgId} />
          ))}
        </List>
      )}
    </>
  )
}

const isPast = (task: Task): boolean => ['over', 'withdrawn'].includes(stateOf(task))

function TaskRow({ task, unit, orgId }: { task: Task; unit: Unit; orgId: string }) {
  const state = stateOf(task)
  const waiting = task.waiting_claims ?? 0
  return (
    <Row
      start={
        <span class="task-picture">
          <Pictogram name={task.picture} size={36} />
        </span>
      }
      title={task.title}
      text={
        <>
          {rewardSaid(task.reward, unit)}
          {state !== 'open' && ` · ${t(`coordinate.state.${state}`)}`}
        </>
      }
      end={
        waiting > 0 && (
          <span class="task-waiting">
            <span aria-hidden="true">{n(waiting)}</span>
            <span class="seen-by-ear">{t('coordinate.waiting', { count: waiting })}</span>
          </span>
        )
      }
      href={`/coordinate/${orgId}/task/${task.id}`}
    />
  )
}
