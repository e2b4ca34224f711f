import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 10,
    icon: 'account',
    label: 'meter.entry',
    text: 'meter.entryText',
    path: () => '/meter',
  },
]
