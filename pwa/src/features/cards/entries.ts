import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 30,
    icon: 'credit',
    label: 'cards.entry',
    text: 'cards.entryText',
    path: () => '/card',
  },
  {
    roles: ['coordinator'],
    group: 'people',
    order: 20,
    icon: 'credit',
    label: 'cards.desk.entry',
    text: 'cards.desk.entryText',
    path: ({ organisation }) => `/cards/at/${organisation}`,
  },
]
