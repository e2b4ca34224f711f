import { api } from '../../data/client'
import type { NoticeList } from '../../data/types'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident', 'shop', 'coordinator', 'issuer', 'treasurer'],
    group: 'own',
    order: 5,
    icon: 'bell',
    label: 'notices.title',
    path: () => '/notices',
    waiting: {
      text: 'notices.unread',
      count: async (_, abort) => (await api.get<NoticeList>('/me/notices?limit=1', abort)).unread,
    },
  },
]
