import { cachedSignal } from './cache'
import { api } from './client'
import type { Task } from './types'

/** What a phone can say about a task without a network. */
export type KnownTask = Pick<Task, 'id' | 'title' | 'picture' | 'organisation' | 'reward' | 'needs_approval'>

const known = cachedSignal<KnownTask[]>('tasks')

/** The task as last known. */
export const knownTask = (id: string): KnownTask | undefined => known.value?.find((task) => task.id === id)

/** Reads the first part of a community's tasks again; what was known stays when the server cannot be reached. */
export async function loadKnownTasks(communityId: string): Promise<void> {
  const told = await api.get<{ tasks: Task[] }>(`/communities/${communityId}/tasks`).catch(() => null)
  if (told)
    known.value = told.tasks.map(({ id, title, picture, organisation, reward, needs_approval }) => ({
      id,
      title,
      picture,
      organisation,
      reward,
      needs_approval,
    }))
}
