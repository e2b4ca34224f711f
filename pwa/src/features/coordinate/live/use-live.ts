import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { CannotStore } from '../../../data/keys'
import { ApiError, asApiError } from '../../../data/problem'
import type { Scans, Task } from '../../../data/types'
import { useVisible } from '../../../ui/visible'
import { closeSession, openSession, type Session, type Shown, signNow } from './live-session'

const AGAIN_AFTER = 3_000
const ASK_EVERY = 2_500

/** A code that is signed anew every half minute while somebody can see it; the session ends with the screen. */
export function useLive(task: Task) {
  const [session, setSession] = useState<Session>()
  const [shown, setShown] = useState<Shown>()
  const [error, setError] = useState<ApiError>()
  const [tries, setTries] = useState(0)
  const visible = useVisible()
  useEffect(() => {
    let opened: Session | undefined
    let gone = false
    setError(undefined)
    openSession(task).then(
      (made) => {
        opened = made
        if (gone) void closeSession(made)
        else setSession(made)
      },
      (problem) =>
        setError(problem instanceof CannotStore ? new ApiError('cannot-store') : asApiError(problem)),
    )
    return () => {
      gone = true
      if (opened) void closeSession(opened)
    }
  }, [task.id, tries])
  useEffect(
    () => (session && visible ? keepSigning(session, setShown, setError) : undefined),
    [session, visible],
  )
  return { session, shown, error, again: () => setTries(tries + 1), visible }
}

function keepSigning(
  session: Session,
  show: (shown: Shown) => void,
  fail: (error: ApiError) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const sign = async (): Promise<void> => {
    const next = await signNow(session).catch((problem) => fail(asApiError(problem)))
    if (stopped) return
    if (next) show(next)
    timer = setTimeout(sign, next ? next.until - Date.now() : AGAIN_AFTER)
  }
  void sign()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** Who has scanned, asked again while the screen is seen. */
export function useScans(session: Session | undefined, visible: boolean): Scans | undefined {
  const [scans, setScans] = useState<Scans>()
  const latest = useRef(setScans)
  latest.current = setScans
  useEffect(() => {
    if (!session || !visible) return undefined
    const ask = (): void =>
      void api.get<Scans>(`/task-codes/${session.id}/scans`).then(latest.current, () => undefined)
    ask()
    const timer = setInterval(ask, ASK_EVERY)
    return () => clearInterval(timer)
  }, [session, visible])
  return scans
}
