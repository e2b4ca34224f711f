import { useRef, useState } from 'preact/hooks'
import { type ApiError, asApiError } from './problem'

export type Doing = {
  /** What is being done now, by the name given to `run`. */
  busy: string | null
  error: ApiError | undefined
  /** Does one thing at a time; a second tap while it runs does nothing. True when it worked. */
  run: (name: string, work: () => Promise<unknown>) => Promise<boolean>
}

/** Runs what a button does, once, and keeps why it failed. */
export function useDoing(): Doing {
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<ApiError>()
  const running = useRef(false)
  const run = async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(name)
    setError(undefined)
    try {
      await work()
      return true
    } catch (problem) {
      setError(asApiError(problem))
      return false
    } finally {
      running.current = false
      setBusy(null)
    }
  }
  return { busy, error, run }
}
