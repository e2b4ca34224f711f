import type { Credit } from '../../data/api-types'
import { api } from '../../data/client'
import { community, hats } from '../../data/session'
import type { Entry } from '../../ui/entries/entry'

/** The rules that hold today; nothing is offered that the neighbourhood does not do. */
const rules = () => community.value?.settings
const hasCredit = (): boolean => {
  const terms = rules()?.credit
  return (terms?.member_line ?? 0) > 0 || (terms?.shop_line ?? 0) > 0
}

export const entries: Entry[] = [
  {
    roles: ['treasurer'],
    group: 'money',
    order: 50,
    icon: 'exchange',
    label: 'circulation.entry.sales',
    text: 'circulation.entry.salesText',
    path: ({ community: id }) => `/sales/${id}`,
    fits: () => (rules()?.sales?.open_to?.length ?? 0) > 0,
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 65,
    icon: 'credit',
    label: 'circulation.entry.credit',
    text: 'circulation.entry.creditText',
    path: ({ community: id }) => `/credit/${id}`,
    waiting: {
      text: 'circulation.entry.creditWaiting',
      count: async ({ community: id, kind }, abort) => {
        if (kind !== 'issuer') return 0
        const found = await api.get<Credit>(`/communities/${id}/credit`, abort)
        const loans = found.loans.filter(({ status }) => status === 'asked')
        return [...found.changes, ...loans].filter(({ mine }) => !mine).length
      },
    },
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 70,
    icon: 'heart',
    label: 'circulation.entry.fund',
    text: 'circulation.entry.fundText',
    path: ({ community: id }) => `/fund/${id}`,
  },
  {
    roles: ['treasurer'],
    group: 'money',
    order: 75,
    icon: 'banknote',
    label: 'circulation.entry.notes',
    text: 'circulation.entry.notesText',
    path: ({ community: id }) => `/notes/${id}`,
    fits: () => (rules()?.notes?.denominations?.length ?? 0) > 0,
  },
  {
    roles: ['shop', 'coordinator'],
    group: 'money',
    order: 60,
    icon: 'exchange',
    label: 'circulation.entry.trade',
    text: 'circulation.entry.tradeText',
    path: ({ organisation }) => `/trade/${organisation}`,
  },
  {
    roles: ['shop', 'coordinator'],
    group: 'money',
    order: 61,
    icon: 'people',
    label: 'circulation.entry.wages',
    text: 'circulation.entry.wagesText',
    path: ({ organisation }) => `/wages/${organisation}`,
    fits: ({ organisation }) =>
      hats.value.some(({ organisation: at, role }) => at?.id === organisation && role !== 'shop_staff'),
  },
  {
    roles: ['shop'],
    group: 'money',
    order: 62,
    icon: 'credit',
    label: 'circulation.entry.own',
    text: 'circulation.entry.ownText',
    path: ({ organisation }) => `/credit/at/${organisation}`,
    fits: hasCredit,
  },
  {
    roles: ['resident'],
    group: 'own',
    order: 60,
    icon: 'credit',
    label: 'circulation.entry.own',
    text: 'circulation.entry.ownText',
    path: ({ community: id }) => `/credit/mine/${id}`,
    fits: hasCredit,
  },
  {
    roles: ['resident'],
    group: 'own',
    order: 65,
    icon: 'people',
    label: 'circulation.entry.association',
    text: 'circulation.entry.associationText',
    path: ({ community: id }) => `/my-association/${id}`,
    fits: () => (rules()?.sales?.gift_permille ?? 0) > 0,
  },
]
