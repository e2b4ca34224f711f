import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['issuer', 'treasurer'],
    group: 'rules',
    order: 10,
    icon: 'rules',
    label: 'rules.entry',
    text: 'rules.entryText',
    path: ({ community }) => `/rules/${community}`,
  },
]
