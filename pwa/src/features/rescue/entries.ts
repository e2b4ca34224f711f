import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['coordinator'],
    group: 'people',
    order: 50,
    icon: 'phone',
    label: 'rescue.desk.entry',
    text: 'rescue.desk.entryText',
    path: ({ organisation }) => `/rescue/${organisation}`,
  },
  {
    roles: ['coordinator', 'issuer', 'treasurer', 'shop'],
    group: 'people',
    order: 55,
    icon: 'key',
    label: 'rescue.back.entry',
    text: 'rescue.back.entryText',
    path: ({ community }) => `/back-in/${community}`,
  },
]
