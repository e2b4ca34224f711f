import type { DisputeList } from '../../data/api-types'
import { api } from '../../data/client'
import type { Entry } from '../../ui/entries/entry'

const waitingIn = async (path: string, may: 'accept' | 'answer' | 'decide', abort: AbortSignal) =>
  (await api.get<DisputeList>(path, abort)).disputes.filter((one) => one.may.includes(may)).length

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 40,
    icon: 'refund',
    label: 'disputes.title',
    text: 'disputes.entryText',
    path: () => '/disputes',
    waiting: {
      text: 'disputes.mineWaiting',
      count: (_, abort) => waitingIn('/me/disputes', 'accept', abort),
    },
  },
  {
    roles: ['shop'],
    group: 'work',
    order: 60,
    icon: 'refund',
    label: 'disputes.shopEntry',
    path: ({ organisation }) => `/disputes/shop/${organisation}`,
    waiting: {
      text: 'disputes.shopWaiting',
      count: ({ organisation }, abort) =>
        waitingIn(`/organisations/${organisation}/disputes`, 'answer', abort),
    },
  },
  {
    roles: ['issuer'],
    group: 'people',
    order: 60,
    icon: 'refund',
    label: 'disputes.shopEntry',
    path: ({ community }) => `/disputes/at/${community}`,
    waiting: {
      text: 'disputes.issuerWaiting',
      count: ({ community }, abort) => waitingIn(`/communities/${community}/disputes`, 'decide', abort),
    },
  },
]
