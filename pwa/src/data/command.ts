import { api } from './client'
import { ApiError } from './problem'

const PAUSES = [400, 1200, 3000]

/**
 * Sends a command that moves coin. Its id is in the path and was made and stored before the first try, so a
 * try that got lost is sent again as it was, and the server answers with the first result. Gives up with
 * the last ApiError after four tries. `quietly`: the person is not asked for a passkey; it is refused then.
 */
export async function sendCommand<T>(
  path: string,
  body: unknown,
  pauses: number[] = PAUSES,
  quietly = false,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await api.put<T>(path, body, quietly)
    } catch (problem) {
      const pause = pauses[tried]
      if (!(problem instanceof ApiError && problem.retryable) || pause === undefined) throw problem
      await new Promise((resume) => setTimeout(resume, pause))
    }
  }
}
