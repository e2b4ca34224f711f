import { api } from '../../data/client'
import type { Claim } from '../../data/types'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['coordinator'],
    group: 'work',
    order: 10,
    icon: 'tasks',
    label: 'coordinate.entries.tasks',
    path: ({ organisation }) => `/coordinate/${organisation}`,
  },
  {
    roles: ['coordinator'],
    group: 'work',
    order: 20,
    icon: 'queue',
    label: 'coordinate.entries.claims',
    path: ({ organisation }) => `/coordinate/${organisation}/claims`,
    waiting: {
      text: 'coordinate.entries.claimsWaiting',
      count: async ({ organisation }, abort) => {
        const path = `/organisations/${organisation}/claims?status=waiting`
        return (await api.get<{ claims: Claim[] }>(path, abort)).claims.length
      },
    },
  },
]
