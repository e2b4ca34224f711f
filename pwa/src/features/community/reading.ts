import { api } from '../../data/client'
import { type Resource, useResource } from '../../data/resource'
import type { Organisation, People } from '../../data/types'

/** Every organisation of a neighbourhood. */
export function useOrganisations(communityId: string): Resource<{ organisations: Organisation[] }> {
  const path = `/communities/${communityId}/organisations`
  return useResource(path, (abort) => api.get(path, abort))
}

/** Residents as totals, and who holds another role by name. */
export function usePeople(communityId: string): Resource<People> {
  const path = `/communities/${communityId}/people`
  return useResource(path, (abort) => api.get(path, abort))
}
