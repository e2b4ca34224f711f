import { useState } from 'preact/hooks'
import { type Position, whereNow } from '../../data/position'
import { type ApiError, asApiError } from '../../data/problem'
import type { CodeReading } from '../../data/types'
import { t } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'

/** What hangs somewhere; the coordinator hands out and shows the others. */
const HUNG_UP = ['poster', 'check-in', 'check-out']
const TROUBLES = ['position_denied', 'position_unavailable', 'position_vague', 'too_far', 'position_required']

/**
 * The place where a code counts. `ask` asks the phone where it is, for such a task only, at the moment of the claim;
 * the answer goes to the server to be compared, and nobody keeps it.
 */
export type Place = {
  radius: number | null
  denied: boolean
  ask: () => Promise<Position | undefined>
  /** Trouble that goes away by trying again here. */
  isOurs: (trouble: ApiError) => boolean
}

export function usePlace({ task, kind }: CodeReading): Place {
  const [denied, setDenied] = useState(false)
  const spot = HUNG_UP.includes(kind) ? task.spot : null
  const ask = async (): Promise<Position | undefined> => {
    if (!spot) return undefined
    setDenied(false)
    try {
      return await whereNow()
    } catch (problem) {
      setDenied(asApiError(problem).code === 'position_denied')
      throw problem
    }
  }
  return { radius: spot?.radius ?? null, denied, ask, isOurs: ({ code }) => TROUBLES.includes(code) }
}

/** Says before the browser asks why it will, and after a refusal what to do. */
export function OnTheSpot({ place }: { place: Place }) {
  if (place.radius === null) return null
  if (place.denied)
    return <Notice kind="warning" title={t('presence.spot.denied')} next={t('presence.spot.deniedNext')} />
  return (
    <p class="task-fact">
      <Icon name="place" />
      <span>{t('presence.spot.why', { count: place.radius })}</span>
    </p>
  )
}
