import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 10,
    icon: 'budget',
    label: 'issue.budgets.title',
    path: ({ community }) => `/issue/${community}`,
  },
]
