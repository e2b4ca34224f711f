import { community } from '../../data/session'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 61,
    icon: 'coin',
    label: 'guarantee.entry',
    text: 'guarantee.entryText',
    path: ({ community: id }) => `/guarantee/${id}`,
    fits: () => (community.value?.settings.offline?.allowance ?? 0) > 0,
  },
]
