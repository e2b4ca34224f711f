import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import type { TaskState } from './state'

/** "25 ooievaars" or "25 ooievaars per uur". */
export function rewardSaid({ reward }: Task, unit: Unit): string {
  const amount = formatCoins(reward.amount, unit)
  return reward.kind === 'fixed' ? amount : t('earn.perHour', { amount })
}

/** "1 uur 30 minuten". */
export function durationSaid(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const parts = [hours > 0 && t('earn.hours', { hours }), rest > 0 && t('earn.minutes', { minutes: rest })]
  return parts.filter(Boolean).join(' ') || t('earn.minutes', { minutes: 0 })
}

/** The same for a small button: "1½ uur", "45 min". */
export function durationShort(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  if (hours === 0 || minutes % 30 !== 0) return t('earn.min', { minutes })
  return t(minutes % 60 === 0 ? 'earn.hours' : 'earn.hoursHalf', { hours })
}

/** Why a task cannot be done now, or how often still; empty when there is nothing to say. */
export function stateSaid(task: Task, state: TaskState): string {
  if (state === 'later')
    return t('earn.state.later', { when: task.starts_at ? whenSaid(task.starts_at) : '' })
  if (state !== 'open') return t(`earn.state.${state}`)
  const left = task.mine?.claims_left
  return left ? t('earn.state.left', { count: left }) : ''
}

/** The rules of a task as short sentences. */
export function rulesSaid(task: Task): string[] {
  const { per_person, per_day } = task.limits
  const { kind, max_minutes } = task.reward
  return [
    task.ends_at && t('earn.rule.until', { when: whenSaid(task.ends_at) }),
    per_person && t('earn.rule.perPerson', { count: per_person }),
    per_day && t('earn.rule.perDay', { count: per_day }),
    kind === 'per_hour' && max_minutes && t('earn.rule.most', { duration: durationSaid(max_minutes) }),
    task.needs_approval && t('earn.rule.approval'),
  ].filter((rule): rule is string => Boolean(rule))
}
