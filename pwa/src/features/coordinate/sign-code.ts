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
export async function signCode(task: Task, kind: CodeKind = 'poster'): Promise<TaskCode> {
  const [prepared, key] = await prepareCode(task, kind)
  return registerCode(task, await signPrepared(task, prepared, key))
}

/** What stands on a code of its own that a coordinator signs: a poster, one to come or go, or a screen. */
export type CodeKind = 'poster' | 'live' | 'check-in' | 'check-out'

/** Signs what was prepared, if it is for this task. */
export async function signPrepared(task: Task, prepared: PreparedTaskCode, key: DeviceKey): Promise<string> {
  const jws = await signTaskCode(prepared, key.sign)
  const { taskId, organisationId } = readTaskCodeUnverified(jws)
  if (taskId !== task.id || organisationId !== task.organisation.id)
    throw new ApiError('code_not_prepared', 409)
  return jws
}

/** A key that was revoked, or that the server forgot, is replaced by a new one once. */
export async function prepareCode(task: Task, kind: CodeKind): Promise<[PreparedTaskCode, DeviceKey]> {
  try {
    return await prepareWith(task, kind, await ownKey())
  } catch (problem) {
    if (!['code_key_revoked', 'code_key_unknown'].includes(asApiError(problem).code)) throw problem
  }
  await forgetOwnKey()
  return prepareWith(task, kind, await ownKey())
}

async function prepareWith(
  task: Task,
  kind: CodeKind,
  key: DeviceKey,
): Promise<[PreparedTaskCode, DeviceKey]> {
  const body = { key_id: key.keyIdHex, kind }
  return [await api.post<PreparedTaskCode>(`/tasks/${task.id}/codes/prepare`, body), key]
}

/** The same signature again returns the same code, so a lost answer is asked for once more. */
export async function registerCode(task: Task, jws: string): Promise<TaskCode> {
  const send = (): Promise<TaskCode> => api.post<TaskCode>(`/tasks/${task.id}/codes`, { jws })
  return send().catch((problem) => {
    if (asApiError(problem).retryable) return send()
    throw problem
  })
}
