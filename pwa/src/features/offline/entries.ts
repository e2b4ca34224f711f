import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['shop'],
    group: 'money',
    order: 60,
    icon: 'offline',
    label: 'offline.entry',
    path: ({ organisation }) => `/offline/at/${organisation}`,
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 60,
    icon: 'offline',
    label: 'offline.entry',
    path: ({ community }) => `/offline/in/${community}`,
  },
]
