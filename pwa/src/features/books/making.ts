import { signal } from '@preact/signals'
import { download, type Fetched, type Progress } from '../../data/download'
import { type ApiError, asApiError } from '../../data/problem'

/** A file that is being made, or was; it goes on when its screen is left. */
export type Making = {
  path: string
  progress: Progress
  file?: Fetched
  error?: ApiError
}

const makings = signal<Readonly<Record<string, Making>>>({})

/** What was last asked for under a name, such as "statement". */
export const makingOf = (name: string): Making | undefined => makings.value[name]

/** True while the server makes the file or it is on its way. */
export const isBusy = (making: Making | undefined): boolean =>
  making !== undefined && !making.file && !making.error

/** Starts making a file; what was asked for before under the same name is forgotten. */
export async function make(name: string, path: string): Promise<void> {
  const started: Making = { path, progress: { got: 0, expected: 0 } }
  put(name, started)
  const current = () => makings.peek()[name]?.path === path
  try {
    const file = await download(path, (progress) => current() && put(name, { path, progress }))
    if (current()) put(name, { ...started, file })
  } catch (problem) {
    if (current()) put(name, { ...started, error: asApiError(problem) })
  }
}

/** Forgets a file, since what was chosen has changed. */
export function forget(name: string): void {
  if (makings.peek()[name] === undefined) return
  const { [name]: _gone, ...rest } = makings.peek()
  makings.value = rest
}

function put(name: string, making: Making): void {
  makings.value = { ...makings.peek(), [name]: making }
}
