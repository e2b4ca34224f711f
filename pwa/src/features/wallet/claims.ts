import { cachedSignal } from '../../data/cache'
import { api } from '../../data/client'
import type { Claim, Entry } from '../../data/types'

/** The person's own claims, as last known. */
export const claims = cachedSignal<Claim[]>('claims')

const WEEK = 7 * 86_400_000

/** Reads them again. Throws ApiError. */
export async function loadClaims(communityId: string): Promise<void> {
  claims.value = (await api.get<{ claims: Claim[] }>(`/communities/${communityId}/claims`)).claims
}

/** A coordinator still looks at it, or declined it this week. `now` is Unix milliseconds. */
export function isUnderWay(claim: Claim, now: number): boolean {
  if (claim.status === 'waiting') return true
  return claim.status === 'declined' && now - Date.parse(claim.decided_at ?? claim.at) < WEEK
}

/** The title of the task that a line rewards, when a claim that is known here tells it. */
export function taskTitle({ about }: Entry): string | undefined {
  if (about?.type !== 'task') return undefined
  return claims.value?.find(({ task }) => task.id === about.id)?.task.title
}
