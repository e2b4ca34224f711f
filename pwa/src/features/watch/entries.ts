import { api } from '../../data/client'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['issuer'],
    group: 'work',
    order: 40,
    icon: 'queue',
    label: 'watch.entries.looks',
    path: ({ community }) => `/watch/${community}/looks`,
    waiting: {
      text: 'watch.entries.looksWaiting',
      count: async ({ community }, abort) =>
        (await api.get<{ waiting: number }>(`/communities/${community}/second-looks`, abort)).waiting,
    },
  },
  {
    roles: ['issuer'],
    group: 'rules',
    order: 40,
    icon: 'search',
    label: 'watch.entries.findings',
    path: ({ community }) => `/watch/${community}`,
    waiting: {
      text: 'watch.entries.findingsWaiting',
      count: async ({ community }, abort) =>
        (await api.get<{ open: number }>(`/communities/${community}/findings?limit=1`, abort)).open,
    },
  },
]
