import { showTextCode } from '../../../core/text-code'
import { api } from '../../../data/client'
import type { CodeReading, Task, TaskCode } from '../../../data/types'

/** A code ready to be printed: its task, its text, its QR as a picture. */
export type Printable = {
  id: string
  text: string
  kind: TaskCode['kind']
  task: Task
  picture: string
  /** Side of the picture over the side of the code in it: the picture has a margin of white. */
  margin: number
}

/** Squares of white around the code (ISO/IEC 18004 section 6.3.8), on each side. */
const QUIET = 4

/** What the address names: codes, and in the same order the tasks that they belong to. */
export async function loadPrintables(
  codes: string[],
  tasks: string[],
  abort: AbortSignal,
): Promise<Printable[]> {
  const known = new Map<string, Promise<[Task, TaskCode[]]>>()
  const found = await Promise.all(
    codes.map((id, index) => load(id, tasks[index] ? taskOf(tasks[index], known, abort) : undefined, abort)),
  )
  return found.filter((one) => one !== null)
}

async function load(
  id: string,
  named: Promise<[Task, TaskCode[]]> | undefined,
  abort: AbortSignal,
): Promise<Printable | null> {
  const found = named ? goodCode(id, await named) : await readCode(id)
  if (!found) return null
  const svg = await api.get<string>(`/task-codes/${encodeURIComponent(id)}/qr.svg`, abort)
  return { id, text: showTextCode(id), ...found, ...pictureOf(svg) }
}

type Found = Pick<Printable, 'task' | 'kind'>

/** The task and the kind, unless this code was withdrawn: such a poster would only disappoint. */
function goodCode(id: string, [task, codes]: [Task, TaskCode[]]): Found | null {
  const good = codes.find((code) => code.id === id && code.status === 'good')
  return good ? { task, kind: good.kind } : null
}

async function readCode(id: string): Promise<Found> {
  const { task, kind } = await api.post<CodeReading>('/task-codes/read', { code: showTextCode(id) })
  return { task, kind: kind as TaskCode['kind'] }
}

function taskOf(
  id: string,
  known: Map<string, Promise<[Task, TaskCode[]]>>,
  abort: AbortSignal,
): Promise<[Task, TaskCode[]]> {
  const path = `/tasks/${id}`
  const asked =
    known.get(id) ??
    Promise.all([
      api.get<Task>(path, abort),
      api.get<{ codes: TaskCode[] }>(`${path}/codes`, abort).then(({ codes }) => codes),
    ])
  known.set(id, asked)
  return asked
}

/** The drawing as the address of an image, and how much of it is margin. */
export function pictureOf(svg: string): { picture: string; margin: number } {
  const side = Number(/viewBox="0 0 ([0-9]+) /.exec(svg)?.[1])
  return {
    picture: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    margin: side / (side - 2 * QUIET),
  }
}
