import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['issuer'],
    group: 'people',
    order: 5,
    icon: 'plus',
    label: 'community.entries.admit',
    path: ({ community }) => `/community/${community}/admit`,
  },
  {
    roles: ['issuer'],
    group: 'people',
    order: 10,
    icon: 'organisations',
    label: 'community.organisations.title',
    path: ({ community }) => `/community/${community}`,
  },
  {
    roles: ['issuer'],
    group: 'people',
    order: 20,
    icon: 'people',
    label: 'community.members.title',
    path: ({ community }) => `/community/${community}/members`,
  },
]
