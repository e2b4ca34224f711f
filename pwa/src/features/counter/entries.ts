import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['shop'],
    group: 'work',
    order: 10,
    icon: 'till',
    label: 'counter.entries.counter',
    path: ({ organisation }) => `/counter/${organisation}`,
  },
  {
    roles: ['shop'],
    group: 'work',
    order: 20,
    icon: 'today',
    label: 'counter.entries.till',
    path: ({ organisation }) => `/till/${organisation}`,
  },
  {
    roles: ['shop'],
    group: 'work',
    order: 30,
    icon: 'banknote',
    label: 'notes.counter.title',
    path: ({ organisation }) => `/counter/${organisation}/notes`,
  },
  {
    roles: ['shop', 'coordinator'],
    group: 'money',
    order: 10,
    icon: 'account',
    label: 'counter.entries.account',
    path: ({ organisation }) => `/account/${organisation}`,
  },
  {
    roles: ['shop'],
    group: 'people',
    order: 10,
    icon: 'people',
    label: 'counter.entries.staff',
    path: ({ organisation }) => `/staff/${organisation}`,
  },
]
