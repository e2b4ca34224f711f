import { cachedSignal } from './cache'
import { api } from './client'
import type { Server } from './types'

/** What this server is and which communities it serves, as last known. */
export const server = cachedSignal<Server>('server')

/** Asks the server again; what was known stays when it cannot be reached. Throws ApiError. */
export async function loadServer(): Promise<Server> {
  const told = await api.get<Server>('/server')
  server.value = told
  return told
}

/** True on a server that shows the example neighbourhood, where roles can be stepped into. */
export const isExample = (): boolean => server.value?.example === true
