import { api } from '../../data/client'
import { me } from '../../data/session'
import type { Budget, Issue, Withdrawal } from '../../data/types'
import type { Entry, Whereabouts } from '../../ui/entries/entry'

/** How many requests wait for somebody other than the one who asked. */
const forMe = (requests: { status: string; by: string }[]): number =>
  requests.filter(({ status, by }) => status === 'waiting' && by !== me.value?.person.id).length

const issuesWaiting = async ({ community }: Whereabouts, abort: AbortSignal): Promise<number> => {
  const { issues } = await api.get<{ issues: Issue[] }>(`/communities/${community}/issues`, abort)
  return forMe(issues.map(({ status, issued_by }) => ({ status, by: issued_by })))
}

const withdrawalsWaiting = async ({ community }: Whereabouts, abort: AbortSignal): Promise<number> => {
  const found = await api.get<{ withdrawals: Withdrawal[] }>(`/communities/${community}/reserve`, abort)
  return forMe(found.withdrawals.map(({ status, made_by }) => ({ status, by: made_by })))
}

const budgetsLow = async (where: Whereabouts, abort: AbortSignal): Promise<number> => {
  const found = await api.get<{ budgets: Budget[] }>(`/communities/${where.community}/budgets`, abort)
  return found.budgets.filter(
    ({ organisation, state }) => organisation.id === where.organisation && state !== 'enough',
  ).length
}

export const entries: Entry[] = [
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 10,
    icon: 'budget',
    label: 'programmes.entry.programmes',
    text: 'programmes.entry.programmesText',
    path: ({ community }) => `/programmes/${community}`,
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 20,
    icon: 'coin',
    label: 'programmes.entry.issues',
    text: 'programmes.entry.issuesText',
    path: ({ community }) => `/programmes/${community}/issues`,
    waiting: {
      text: 'programmes.entry.issuesWaiting',
      count: (where, abort) => (where.kind === 'issuer' ? issuesWaiting(where, abort) : Promise.resolve(0)),
    },
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'money',
    order: 30,
    icon: 'vault',
    label: 'programmes.entry.reserve',
    text: 'programmes.entry.reserveText',
    path: ({ community }) => `/programmes/${community}/reserve`,
    waiting: {
      text: 'programmes.entry.withdrawalsWaiting',
      count: (where, abort) =>
        where.kind === 'treasurer' ? withdrawalsWaiting(where, abort) : Promise.resolve(0),
    },
  },
  {
    roles: ['coordinator'],
    group: 'money',
    order: 10,
    icon: 'budget',
    label: 'programmes.entry.budgets',
    text: 'programmes.entry.budgetsText',
    path: ({ organisation }) => `/budgets/${organisation}`,
    waiting: { text: 'programmes.entry.budgetsLow', count: budgetsLow },
  },
  {
    roles: ['resident', 'shop', 'coordinator'],
    group: 'own',
    order: 90,
    icon: 'globe',
    label: 'programmes.public.short',
    path: ({ community }) => `/c/${community}`,
  },
]
