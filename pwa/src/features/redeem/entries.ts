import type { SettlementList } from '../../data/api-types'
import { api } from '../../data/client'
import { community, hats } from '../../data/session'
import type { Entry } from '../../ui/entries/entry'

/** Whether the rules let organisations of this kind turn coin into euro; yes while they are not known. */
function mayRedeem(organisationId: string): boolean {
  const here = hats.value.find(({ organisation }) => organisation?.id === organisationId)
  const kind = here?.organisation?.kind
  const open = community.value?.settings.redemption.open_to
  return !kind || !open || open.some((one) => one === kind)
}

export const entries: Entry[] = [
  {
    roles: ['shop', 'coordinator'],
    group: 'money',
    order: 40,
    icon: 'euro',
    label: 'redeem.entries.shop',
    text: 'redeem.entries.shopText',
    path: ({ organisation }) => `/redeem/${organisation}`,
    fits: ({ organisation }) => mayRedeem(organisation),
  },
  {
    roles: ['treasurer'],
    group: 'money',
    order: 40,
    icon: 'euro',
    label: 'redeem.entries.settle',
    text: 'redeem.entries.settleText',
    path: ({ community }) => `/settle/${community}`,
    waiting: {
      text: 'redeem.entries.settleWaiting',
      count: async ({ community }, abort) => {
        const path = `/communities/${community}/settlements`
        const { settlements } = await api.get<SettlementList>(path, abort)
        return settlements.filter(({ status, mine }) => status === 'gathered' && !mine).length
      },
    },
  },
  {
    roles: ['treasurer'],
    group: 'money',
    order: 45,
    icon: 'statement',
    label: 'redeem.entries.statements',
    text: 'redeem.entries.statementsText',
    path: ({ community }) => `/settle/${community}/statements`,
  },
]
