import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { Pictogram } from '../../ui/Pictogram'

type Shown = Pick<Task, 'title' | 'picture' | 'organisation' | 'reward'>

/** The picture, the title and the reward of a task, large. */
export function TaskHead({ task, unit }: { task: Shown; unit: Unit }) {
  const { reward } = task
  const word = unitOf(reward.amount, unit)
  return (
    <div class="task-head">
      <span class="task-picture task-picture-big">
        <Pictogram name={task.picture} size={88} />
      </span>
      <p class="task-head-title" aria-hidden="true">
        <bdi>{task.title}</bdi>
      </p>
      <p class="soft">
        <bdi>{task.organisation.name}</bdi>
      </p>
      <p class="reward reward-big">
        <span class="reward-digits">{formatDigits(reward.amount, unit)}</span>{' '}
        {reward.kind === 'fixed' ? word : `${word} ${t('earn.anHour')}`}
      </p>
    </div>
  )
}
