import type { ComponentChildren } from 'preact'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { dateSaid, timeSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Pictogram } from '../../ui/Pictogram'
import { rewardSaid, stateOf } from './task-state'

/** What a task says: picture, reward, what to do, where, when and how often. */
export function TaskFacts({ task, unit }: { task: Task; unit: Unit }) {
  const state = stateOf(task)
  return (
    <section class="card">
      <div class="task-head">
        <span class="task-picture task-picture-big">
          <Pictogram name={task.picture} size={56} />
        </span>
        <div class="stack-tight">
          <p class="task-reward">{rewardSaid(task.reward, unit)}</p>
          {state !== 'open' && <p class="task-state">{t(`coordinate.state.${state}`)}</p>}
        </div>
      </div>
      {task.description && (
        <p class="task-description">
          <bdi>{task.description}</bdi>
        </p>
      )}
      <dl class="task-facts">
        <Fact label={t('coordinate.fact.place')}>{task.place}</Fact>
        <Fact label={t('presence.spot.only')}>
          {task.spot && t('presence.spot.within', { count: task.spot.radius })}
        </Fact>
        <Fact label={t('coordinate.fact.when')}>{windowSaid(task)}</Fact>
        <Fact label={t('coordinate.fact.most')}>
          {task.reward.max_minutes && t('coordinate.minutes', { count: task.reward.max_minutes })}
        </Fact>
        <Fact label={t('presence.measured.fact')}>{task.measured && t('presence.measured.said')}</Fact>
        <Fact label={t('coordinate.fact.limits')}>{limitsSaid(task)}</Fact>
        <Fact label={t('coordinate.fact.paid')}>
          {t(task.needs_approval ? 'coordinate.fact.afterApproval' : 'coordinate.fact.atOnce')}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children?: ComponentChildren }) {
  if (!children) return null
  return (
    <div>
      <dt class="soft small">{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

const momentSaid = (at: string): string => `${dateSaid(at)}, ${timeSaid(at)}`

function windowSaid({ starts_at, ends_at }: Task): string | null {
  if (starts_at && ends_at)
    return t('coordinate.fact.between', { from: momentSaid(starts_at), until: momentSaid(ends_at) })
  if (starts_at) return t('coordinate.fact.from', { from: momentSaid(starts_at) })
  return ends_at ? t('coordinate.fact.until', { until: momentSaid(ends_at) }) : null
}

function limitsSaid({ limits: { per_person, per_day, total } }: Task): string {
  return [
    per_person && t('coordinate.fact.perPerson', { count: per_person }),
    per_day && t('coordinate.fact.perDay', { count: per_day }),
    total && t('coordinate.fact.total', { count: total }),
  ]
    .filter(Boolean)
    .join(' · ')
}
