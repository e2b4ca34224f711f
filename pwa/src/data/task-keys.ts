import { cachedSignal } from './cache'
import { api } from './client'

export type TaskKey = JsonWebKey & { kid: string }

/** The keys of coordinators, by community id, kept for checking posters without a network. */
const taskKeys = cachedSignal<Record<string, TaskKey[]>>('task-keys')

/** The key of that name as last known. */
export const taskKey = (communityId: string, kid: string): TaskKey | undefined =>
  taskKeys.peek()?.[communityId]?.find((key) => key.kid === kid)

/** Reads a community's keys again; what was known stays when the server cannot be reached. */
export async function loadTaskKeys(communityId: string): Promise<void> {
  const told = await api.get<{ keys: TaskKey[] }>(`/communities/${communityId}/task-keys`).catch(() => null)
  if (told) taskKeys.value = { ...taskKeys.peek(), [communityId]: told.keys }
}
