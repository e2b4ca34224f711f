import { api } from '../../data/client'
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
        const path = `/organisations/${organisation}/claims?limit=1`
        return (await api.get<{ waiting: number }>(path, abort)).waiting
      },
    },
  },
  {
    roles: ['coordinator'],
    group: 'work',
    order: 40,
    icon: 'banknote',
    label: 'coordinate.entries.notes',
    path: ({ organisation }) => `/coordinate/${organisation}/notes`,
  },
]
