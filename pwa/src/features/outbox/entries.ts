import { counts } from '../../data/outbox/state'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident', 'shop', 'coordinator', 'issuer', 'treasurer'],
    group: 'own',
    order: 6,
    icon: 'upload',
    label: 'outbox.title',
    path: () => '/outbox',
    waiting: {
      text: 'outbox.forYou',
      count: async () => counts.peek()['needs-you'] + counts.peek().refused,
    },
  },
]
