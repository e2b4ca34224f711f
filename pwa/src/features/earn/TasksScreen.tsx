import { serverNow } from '../../data/clock'
import { usePages } from '../../data/pages'
import { hat } from '../../data/session'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import type { Unit } from '../../ui/money'
import { Pictogram } from '../../ui/Pictogram'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { inOrder, taskState } from './state'
import { rewardSaid, stateSaid } from './words'
import './earn.css'

/** All work that the neighbourhood rewards, what can be done now first. */
export default function TasksScreen() {
  const worn = hat.value
  const path = `/communities/${worn?.community.id}/tasks`
  const tasks = usePages(path, (page: { tasks: Task[]; next: string | null }) => page.tasks)
  if (!worn) return <Screen title={t('earn.tasks.title')} />
  return (
    <Screen title={t('earn.tasks.title')} wide>
      <p class="soft">{t('earn.tasks.text')}</p>
      <Loaded of={tasks} skeleton={<Skeleton shape="rows" count={5} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              picture="tree"
              text={t('earn.tasks.empty')}
              action={t('earn.tasks.again')}
              onAction={() => void tasks.reload()}
            />
          ) : (
            <>
              <ul class="tasks">
                {inOrder(list, serverNow()).map((task) => (
                  <TaskCard key={task.id} task={task} unit={worn.community.currency} />
                ))}
              </ul>
              <More of={tasks} />
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

function TaskCard({ task, unit }: { task: Task; unit: Unit }) {
  const state = taskState(task, serverNow())
  const said = stateSaid(task, state)
  return (
    <li>
      <a class={`task-card task-card-${state}`} href={`/tasks/${task.id}`}>
        <span class="task-picture">
          <Pictogram name={task.picture} size={44} />
        </span>
        <span class="task-words">
          <bdi class="task-title">{task.title}</bdi>
          <span class="soft small">
            <bdi>{task.place || task.organisation.name}</bdi>
          </span>
          <span class="task-row">
            <span class="reward">{rewardSaid(task, unit)}</span>
            {said && <span class="soft small">{said}</span>}
          </span>
        </span>
      </a>
    </li>
  )
}
