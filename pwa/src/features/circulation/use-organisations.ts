import type { Organisation } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'

/** The open organisations of a neighbourhood, by name; none until they are read. */
export function useOrganisations(communityId: string): Organisation[] {
  const path = `/communities/${communityId}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  return (found.data?.organisations ?? []).filter(({ status }) => status === 'open')
}
