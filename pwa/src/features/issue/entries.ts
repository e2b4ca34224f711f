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
  {
    roles: ['issuer', 'treasurer'],
    group: 'rules',
    order: 10,
    icon: 'rules',
    label: 'issue.settings.title',
    path: ({ community }) => `/issue/${community}/settings`,
  },
]
