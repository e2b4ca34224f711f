import { api } from '../../data/client'
import type { Mandate } from '../../data/types'
import type { Entry } from '../../ui/entries/entry'

const asksMore = ({ mandates }: { mandates: Mandate[] }): number =>
  mandates.filter(({ new_amount }) => new_amount !== null).length

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 20,
    icon: 'turn',
    label: 'mandates.title',
    text: 'mandates.entryText',
    path: () => '/mandates',
    waiting: {
      text: 'mandates.asksMore',
      count: async ({ community }, abort) =>
        asksMore(await api.get(`/communities/${community}/mandates`, abort)),
    },
  },
  {
    roles: ['shop'],
    group: 'money',
    order: 80,
    icon: 'turn',
    label: 'mandates.title',
    path: ({ organisation }) => `/mandates/of/${organisation}`,
  },
  {
    roles: ['coordinator'],
    group: 'money',
    order: 80,
    icon: 'turn',
    label: 'mandates.plans.title',
    text: 'mandates.plans.entryText',
    path: ({ organisation }) => `/plans/at/${organisation}`,
  },
  {
    roles: ['issuer'],
    group: 'money',
    order: 80,
    icon: 'turn',
    label: 'mandates.plans.fund',
    path: ({ community }) => `/plans/fund/${community}`,
  },
]
