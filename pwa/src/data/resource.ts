import { useEffect, useRef, useState } from 'preact/hooks'
import { type ApiError, asApiError } from './problem'

/** What a screen reads from the server: nothing yet, the data, or why not; `reload` reads it again. */
export type Resource<T> = { data: T | undefined; error: ApiError | undefined; reload: () => Promise<void> }

/**
 * Reads something when the component appears and whenever `key` changes. Data of an earlier reading stays on
 * screen while it is read again, and stays when that fails.
 */
export function useResource<T>(key: string, read: (abort: AbortSignal) => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: ApiError }>({ key })
  const latest = useRef(read)
  latest.current = read
  const reload = async (abort = new AbortController().signal): Promise<void> => {
    try {
      const data = await latest.current(abort)
      if (!abort.aborted) setState({ key, data })
    } catch (problem) {
      if (!abort.aborted) setState((before) => ({ ...kept(before, key), error: asApiError(problem) }))
    }
  }
  useEffect(() => {
    const stop = new AbortController()
    void reload(stop.signal)
    return () => stop.abort()
  }, [key])
  const { data, error } = kept(state, key)
  return { data, error, reload: () => reload() }
}

function kept<T>(state: { key: string; data?: T; error?: ApiError }, key: string): typeof state {
  return state.key === key ? state : { key }
}
