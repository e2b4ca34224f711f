import { newId } from '../core/ids'
import { sendCommand } from './command'
import { type ApiError, asApiError } from './problem'
import { me } from './session'
import { openStore } from './store'
import { waitingCommands } from './waiting'

/** The collections whose things move coin when they are made. */
export type CommandKind = 'claims'
type Stored = { id: string; kind: CommandKind; person: string; body: unknown; madeAt: string }

const store = openStore('outbox')

/**
 * Makes something that moves coin, once. The command is on this device's disk before it is sent; the same
 * content again, after a lost answer or a restart, is the same command with the same id. Throws ApiError: a refusal
 * ends the command, `offline` leaves it waiting for `sendWaiting`. `pauses` are as in sendCommand.
 */
export async function sendStored<T>(kind: CommandKind, body: unknown, pauses?: number[]): Promise<T> {
  const command = (await find(kind, body)) ?? (await keep(kind, body))
  return deliver<T>(command, pauses)
}

/** Sends what waits, oldest first, until one does not get through. Answers why some were refused. */
export async function sendWaiting(): Promise<ApiError[]> {
  const refusals: ApiError[] = []
  for (const command of await ownCommands()) {
    try {
      await deliver(command, [])
    } catch (problem) {
      const refusal = asApiError(problem)
      if (refusal.retryable) break
      refusals.push(refusal)
    }
  }
  return refusals
}

async function deliver<T>(command: Stored, pauses?: number[]): Promise<T> {
  try {
    const result = await sendCommand<T>(`/${command.kind}/${command.id}`, command.body, pauses)
    await drop(command)
    return result
  } catch (problem) {
    if (asApiError(problem).retryable) await count()
    else await drop(command)
    throw problem
  }
}

async function find(kind: CommandKind, body: unknown): Promise<Stored | undefined> {
  const content = JSON.stringify(body)
  return (await ownCommands()).find((one) => one.kind === kind && JSON.stringify(one.body) === content)
}

/** Where the browser keeps nothing the command lives in memory: it can be lost, but never doubled. */
async function keep(kind: CommandKind, body: unknown): Promise<Stored> {
  const person = me.peek()?.person.id ?? ''
  const command: Stored = { id: newId(), kind, person, body, madeAt: new Date().toISOString() }
  await store.set(command.id, command).catch(() => undefined)
  return command
}

async function drop({ id }: Stored): Promise<void> {
  await store.remove(id).catch(() => undefined)
  await count()
}

async function count(): Promise<void> {
  waitingCommands.value = (await ownCommands()).length
}

async function ownCommands(): Promise<Stored[]> {
  const person = me.peek()?.person.id
  const all = await store.entries<Stored>().catch(() => [])
  return all.map(([, command]) => command).filter((command) => command.person === person)
}
