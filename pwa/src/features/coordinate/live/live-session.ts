import type { PreparedTaskCode } from '../../../core/task-code'
import { api } from '../../../data/client'
import { serverNow } from '../../../data/clock'
import type { DeviceKey } from '../../../data/keys'
import type { Task } from '../../../data/types'
import { prepareCode, registerCode, signPrepared } from '../sign-code'

/** Seconds that one signature lives, as the server has it. */
export const LIFE = 30

/** A screen that may sign: what is signed anew each time, and by which key. */
export type Session = { id: string; origin: string; task: Task; prepared: PreparedTaskCode; key: DeviceKey }

/** What the screen shows: the link, and from when until when, Unix milliseconds by this device's clock. */
export type Shown = { link: string; from: number; until: number }

/** Opens a session: its first signature registers it and pays nobody. Rejects with CannotStore or ApiError. */
export async function openSession(task: Task): Promise<Session> {
  const [prepared, key] = await prepareCode(task, 'live')
  const { id, link } = await registerCode(task, await signPrepared(task, prepared, key))
  return { id, origin: link.slice(0, link.indexOf('#')), task, prepared, key }
}

/** Signs what holds for the next half minute by the server's clock, whatever this phone's says. */
export async function signNow({ origin, task, prepared, key }: Session): Promise<Shown> {
  const nbf = Math.floor(serverNow() / 1000)
  const claims = { ...prepared.claims, nbf, exp: nbf + LIFE }
  const jws = await signPrepared(task, { header: prepared.header, claims }, key)
  const from = Date.now()
  return { link: `${origin}#${jws}`, from, until: from + LIFE * 1000 }
}

/** Ends the session, so that nothing signed for it counts any more. */
export const closeSession = ({ id }: Session): Promise<unknown> =>
  api.post(`/task-codes/${id}/withdraw`).catch(() => undefined)
