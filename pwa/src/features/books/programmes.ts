import { api } from '../../data/client'
import { type Resource, useResource } from '../../data/resource'

export type ProgrammeName = { id: string; name: string }

/** The programmes of a neighbourhood, as far as a choice among them needs. */
export function useProgrammes(community: string): Resource<{ programmes: ProgrammeName[] }> {
  const path = `/communities/${community}/programmes`
  return useResource(path, (abort) => api.get<{ programmes: ProgrammeName[] }>(path, abort))
}
