import { type PreparedTaskCode, readTaskCodeUnverified, signTaskCode } from '../../core/task-code'
import { api } from '../../data/client'
import type { DeviceKey } from '../../data/keys'
import { forgetOwnKey, ownKey } from '../../data/own-key'
import { ApiError, asApiError } from '../../data/problem'
import type { Task, TaskCode } from '../../data/types'

/**
 * Makes a new code for a task: the server prepares it, this device's key signs it, the server registers it.
 * Rejects with CannotStore where the browser keeps no key, else with ApiError.
 */
export async function signCode(task: Task): Promise<TaskCode> {
  const [prepared, key] = await prepare(task)
  const jws = await signTaskCode(prepared, key.sign)
  const { taskId, organisationId } = readTaskCodeUnverified(jws)
  if (taskId !== task.id || organisationId !== task.organisation.id)
    throw new ApiError('code_not_prepared', 409)
  return register(task, jws)
}

/** A key that was revoked, or that the server forgot, is replaced by a new one once. */
async function prepare(task: Task): Promise<[PreparedTaskCode, DeviceKey]> {
  try {
    return await prepareWith(task, await ownKey())
  } catch (problem) {
    if (!['code_key_revoked', 'code_key_unknown'].includes(asApiError(problem).code)) throw problem
  }
  await forgetOwnKey()
  return prepareWith(task, await ownKey())
}

async function prepareWith(task: Task, key: DeviceKey): Promise<[PreparedTaskCode, DeviceKey]> {
  const body = { key_id: key.keyIdHex }
  return [await api.post<PreparedTaskCode>(`/tasks/${task.id}/codes/prepare`, body), key]
}

/** The same signature again returns the same code, so a lost answer is asked for once more. */
async function register(task: Task, jws: string): Promise<TaskCode> {
  const send = (): Promise<TaskCode> => api.post<TaskCode>(`/tasks/${task.id}/codes`, { jws })
  return send().catch((problem) => {
    if (asApiError(problem).retryable) return send()
    throw problem
  })
}
