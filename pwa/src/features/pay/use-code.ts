import { useEffect, useRef, useState } from 'preact/hooks'
import { type ApiError, asApiError } from '../../data/problem'
import { hat } from '../../data/session'
import { useVisible } from '../../ui/visible'
import { takeAhead } from './ahead'
import { makeCode, type ShownCode } from './make-code'
import type { OfflineSale } from './offline-sale'

const TRY_AGAIN_AFTER = 3000

/** The code on screen; `round` counts how many were shown, `renew` replaces it now. */
export type LiveCode = {
  code: ShownCode | undefined
  error: ApiError | undefined
  round: number
  renew: () => void
}

/**
 * Makes a code and replaces it every 30 seconds while somebody can see it. `exact` is minor units; `offline` is the
 * payment to a shop that may have no network.
 */
export function useCode(exact: number | null, paused: boolean, offline: OfflineSale | null): LiveCode {
  const [shown, setShown] = useState<Made>(() => madeAhead(exact))
  const [wanted, setWanted] = useState(0)
  const first = useRef<ShownCode | null>(shown.code ?? null)
  const round = useRef(shown.code ? 1 : 0)
  const visible = useVisible()
  useEffect(() => {
    if (!visible || paused) return undefined
    const given = first.current
    first.current = null
    return keepMaking(exact, offline, given, (next) => {
      if (next.code) round.current++
      setShown(next)
    })
  }, [exact, paused, visible, wanted, offline])
  return { code: shown.code, error: shown.error, round: round.current, renew: () => setWanted(wanted + 1) }
}

type Made = { code?: ShownCode; error?: ApiError }

function madeAhead(exact: number | null): Made {
  const code = exact === null ? takeAhead() : undefined
  return code ? { code } : {}
}

/** Shows one code after another; `given` is on the screen already. */
function keepMaking(
  exact: number | null,
  offline: OfflineSale | null,
  given: ShownCode | null,
  show: (made: Made) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const make = async (): Promise<void> => {
    const made = await tryToMake(exact, offline)
    if (stopped) return
    show(made)
    timer = setTimeout(make, made.code ? made.code.until - Date.now() : TRY_AGAIN_AFTER)
  }
  if (given) timer = setTimeout(make, given.until - Date.now())
  else void make()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

async function tryToMake(exact: number | null, offline: OfflineSale | null): Promise<Made> {
  const worn = hat.peek()
  try {
    return worn ? { code: await makeCode(worn, exact, offline) } : {}
  } catch (problem) {
    return { error: asApiError(problem) }
  }
}
