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
  {
    roles: ['coordinator'],
    group: 'work',
    order: 25,
    icon: 'clock',
    label: 'presence.there.title',
    path: ({ organisation }) => `/coordinate/${organisation}/there`,
    waiting: {
      text: 'presence.there.waiting',
      count: async ({ organisation }, abort) => {
        const path = `/organisations/${organisation}/stays`
        const { stays } = await api.get<{ stays: { forgotten: boolean }[] }>(path, abort)
        return stays.filter(({ forgotten }) => forgotten).length
      },
    },
  },
]
