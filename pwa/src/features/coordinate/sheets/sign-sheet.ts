import { type PreparedTaskCode, readTaskCodeUnverified, signTaskCode } from '../../../core/task-code'
import { api } from '../../../data/client'
import type { DeviceKey } from '../../../data/keys'
import { forgetOwnKey, ownKey } from '../../../data/own-key'
import { ApiError, asApiError } from '../../../data/problem'
import { type AnySheet, pathOf, type SheetKind } from './sheet'

/** After so many signatures the screen hears how far it is. */
const STEP = 10

/** Does `work` with this device's key; a key that was revoked or forgotten is replaced by a new one once. */
export async function withOwnKey<Result>(work: (key: DeviceKey) => Promise<Result>): Promise<Result> {
  try {
    return await work(await ownKey())
  } catch (problem) {
    if (!['code_key_revoked', 'code_key_unknown'].includes(asApiError(problem).code)) throw problem
  }
  await forgetOwnKey()
  return work(await ownKey())
}

/**
 * Signs what is left of a sheet, a hundred codes at a time: the server prepares them, this device's key signs each,
 * the server registers them together. What is registered stays; when it stops half-way, the rest is signed the next
 * time. `onSigned` hears how many codes of the sheet are signed. Rejects with CannotStore or ApiError.
 */
export async function signSheet(
  kind: SheetKind,
  sheet: AnySheet,
  onSigned: (signed: number) => void,
  stop: AbortSignal,
): Promise<void> {
  const path = pathOf(kind, sheet.id)
  let left = sheet.unsigned
  while (!stop.aborted) {
    const { prepared, key } = await withOwnKey(async (own) => ({
      key: own,
      prepared: await prepare(path, own),
    }))
    if (prepared.length === 0) return
    const jws: string[] = []
    for (const one of prepared) {
      jws.push(await sign(one, key, kind, sheet))
      if (jws.length % STEP === 0) onSigned(sheet.count - left + jws.length)
      if (stop.aborted) return
    }
    await register(path, jws)
    left -= jws.length
    onSigned(sheet.count - left)
  }
}

async function prepare(path: string, key: DeviceKey): Promise<PreparedTaskCode[]> {
  const body = { key_id: key.keyIdHex }
  return (await api.post<{ codes: PreparedTaskCode[] }>(`${path}/prepare`, body)).codes
}

/** A device key signs nothing but what was asked for: a code of this kind, for this sheet. */
async function sign(
  prepared: PreparedTaskCode,
  key: DeviceKey,
  kind: SheetKind,
  sheet: AnySheet,
): Promise<string> {
  const jws = await signTaskCode(prepared, key.sign)
  const content = readTaskCodeUnverified(jws)
  const about = 'task_id' in sheet ? sheet.task_id : sheet.id
  if (content.kind !== (kind === 'notes' ? 'note' : 'voucher') || content.taskId !== about)
    throw new ApiError('code_not_prepared', 409)
  return jws
}

/** The same signatures again change nothing, so a lost answer is asked for once more. */
async function register(path: string, jws: string[]): Promise<void> {
  const send = (): Promise<unknown> => api.post(`${path}/codes`, { jws })
  await send().catch((problem) => {
    if (asApiError(problem).retryable) return send()
    throw problem
  })
}
