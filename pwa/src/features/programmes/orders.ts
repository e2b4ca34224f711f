import { community } from '../../data/session'
import type { Budget, Programme } from '../../data/types'
import { t } from '../../i18n'
import { euros } from '../../ui/chart/measure'
import { formatCoins, type Unit } from '../../ui/money'
import type { AmountOrder } from './AmountSheet'
import { worthCents } from './worth'

/** What coins are worth by today's rate, under the amount that somebody types. */
function worthSaid(amount: number, unit: Unit): string {
  const rate = community.value?.settings.euro_rate
  return amount > 0 && rate ? t('programmes.worth', { euro: euros.said(worthCents(amount, rate, unit)) }) : ''
}

/** One issuer asks for coin; another one makes it. */
export const askOrder = (programme: Programme, unit: Unit): AmountOrder => ({
  slot: `issue ${programme.id}`,
  collection: 'issues',
  title: t('programmes.ask.title'),
  text: t('programmes.ask.text', {
    amount: formatCoins(Math.max(0, programme.amount - programme.issued - programme.waiting), unit),
  }),
  money: 'coins',
  why: 'needed',
  whyHint: t('programmes.ask.whyHint'),
  hint: (amount) => worthSaid(amount, unit),
  action: (amount) => (amount ? t('programmes.ask.now', { amount }) : t('programmes.ask.short')),
  done: (amount) => t('programmes.ask.done', { amount }),
  body: (amount, why) => ({ programme_id: programme.id, amount, why }),
})

/** From the programme to one of its budgets. */
export const allocateOrder = (programme: Programme, budget: Budget, unit: Unit): AmountOrder => ({
  slot: `allocate ${budget.id}`,
  collection: 'allocations',
  title: t('programmes.allocate.title', { budget: budget.name }),
  text: t('programmes.allocate.text', { amount: formatCoins(programme.balance, unit) }),
  money: 'coins',
  why: 'optional',
  whyHint: t('programmes.allocate.whyHint'),
  hint: (amount) => worthSaid(amount, unit),
  action: (amount) => (amount ? t('programmes.allocate.now', { amount }) : t('programmes.allocate.short')),
  done: (amount) => t('programmes.allocate.done', { amount, budget: budget.name }),
  body: (amount, why) => ({ programme_id: programme.id, budget_id: budget.id, amount, why }),
})

/** From a budget back to its programme. */
export const takeBackOrder = (budget: Budget, unit: Unit): AmountOrder => ({
  slot: `take back ${budget.id}`,
  collection: 'allocation-returns',
  title: t('programmes.takeBack.title', { budget: budget.name }),
  text: t('programmes.takeBack.text', { amount: formatCoins(budget.balance, unit) }),
  money: 'coins',
  why: 'needed',
  whyHint: t('programmes.takeBack.whyHint'),
  action: (amount) => (amount ? t('programmes.takeBack.now', { amount }) : t('programmes.takeBack.short')),
  done: (amount) => t('programmes.takeBack.done', { amount }),
  body: (amount, why) => ({ budget_id: budget.id, amount, why }),
})

/** Coin that a programme does not need stops existing. */
export const destroyOrder = (programme: Programme, unit: Unit): AmountOrder => ({
  slot: `destroy ${programme.id}`,
  collection: 'issue-returns',
  title: t('programmes.destroy.title'),
  text: t('programmes.destroy.text', { amount: formatCoins(programme.balance, unit) }),
  money: 'coins',
  why: 'needed',
  whyHint: t('programmes.destroy.whyHint'),
  action: (amount) => (amount ? t('programmes.destroy.now', { amount }) : t('programmes.destroy.short')),
  done: (amount) => t('programmes.destroy.done', { amount }),
  body: (amount, why) => ({ programme_id: programme.id, amount, why }),
})

/** Euro that one treasurer asks to take out; another one does. */
export const withdrawOrder = (communityId: string, spare: number): AmountOrder => ({
  slot: `withdraw ${communityId}`,
  collection: 'withdrawals',
  title: t('programmes.withdraw.title'),
  text: t('programmes.withdraw.text', { amount: euros.said(spare) }),
  money: 'euro',
  why: 'needed',
  whyHint: t('programmes.withdraw.whyHint'),
  action: (amount) => (amount ? t('programmes.withdraw.now', { amount }) : t('programmes.withdraw.short')),
  done: (amount) => t('programmes.withdraw.done', { amount }),
  body: (cents, why) => ({ community_id: communityId, cents, why }),
})
