import type { Task } from '../../data/types'

/** What a resident can do with a task now. */
export type TaskState = 'open' | 'done' | 'later' | 'empty' | 'over' | 'withdrawn'

/** `now` is Unix milliseconds by the server's clock. */
export function taskState(task: Task, now: number): TaskState {
  if (task.status === 'withdrawn') return 'withdrawn'
  if (task.ends_at && now >= Date.parse(task.ends_at)) return 'over'
  if (task.mine?.claims_left === 0) return 'done'
  if (task.budget_empty) return 'empty'
  return task.starts_at && now < Date.parse(task.starts_at) ? 'later' : 'open'
}

const ORDER: TaskState[] = ['open', 'later', 'empty', 'done', 'over', 'withdrawn']

/** What can be done now first; within that as the server gave them. */
export function inOrder(tasks: Task[], now: number): Task[] {
  const rank = (task: Task): number => ORDER.indexOf(taskState(task, now))
  return [...tasks].sort((a, b) => rank(a) - rank(b))
}
