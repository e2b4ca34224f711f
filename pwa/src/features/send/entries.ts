import type { AskedRequests } from '../../data/api-types'
import { api } from '../../data/client'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 5,
    icon: 'people',
    label: 'send.entry.label',
    text: 'send.entry.text',
    path: () => '/send',
    waiting: {
      text: 'send.entry.waiting',
      count: async ({ community }, abort) =>
        (await api.get<AskedRequests>(`/communities/${community}/asked`, abort)).requests.length,
    },
  },
  {
    roles: ['shop', 'coordinator'],
    group: 'work',
    order: 40,
    icon: 'print',
    label: 'send.shop.title',
    text: 'send.shop.entry',
    path: ({ organisation }) => `/asking/${organisation}`,
  },
]
