import type { IconName } from '../../ui/Icon'

export type NoticeParams = Record<string, unknown>

/** How a kind of notice looks, and where it leads; `where` is the community that it belongs to. */
export type NoticeKind = { icon: IconName; path?: (params: NoticeParams, where: string) => string }

const standing: NoticeKind = { icon: 'turn', path: () => '/mandates' }
const redeeming: NoticeKind = {
  icon: 'till',
  path: ({ organisation_id }) => `/redeem/${organisation_id}`,
}
const settling: NoticeKind = {
  icon: 'budget',
  path: ({ settlement_id }, where) => `/settle/${where}/one/${settlement_id}`,
}
const borrowing: NoticeKind = { icon: 'account', path: (_, where) => `/credit/mine/${where}` }
const disputing: NoticeKind = { icon: 'refund', path: ({ dispute_id }) => `/disputes/one/${dispute_id}` }
const helping: NoticeKind = { icon: 'heart', path: () => '/helpers' }
const card: NoticeKind = { icon: 'credit', path: () => '/card' }

/** What the app knows more of than the words; a kind that is not here still has its sentence. */
export const KINDS: Record<string, NoticeKind> = {
  due_coming: standing,
  due_failed: { ...standing, icon: 'warning' },
  due_ended: standing,
  due_changed: standing,
  due_short: { icon: 'warning', path: ({ organisation_id }) => `/plans/at/${organisation_id}` },
  mandate_ended: { icon: 'turn', path: ({ organisation_id }) => `/plans/at/${organisation_id}` },
  grant_failed: {
    icon: 'warning',
    path: ({ organisation_id }, where) =>
      organisation_id ? `/plans/at/${organisation_id}` : `/plans/fund/${where}`,
  },
  plot_offered: { icon: 'place', path: ({ plan_id }) => `/plans/${plan_id}` },
  plot_passed: { icon: 'place', path: ({ plan_id }) => `/plans/${plan_id}` },
  budget_low: { icon: 'budget', path: ({ organisation_id }) => `/budgets/${organisation_id}` },
  bank_details_changed: { icon: 'warning', path: () => '/desk' },
  payout_sent: redeeming,
  payout_returned: { ...redeeming, icon: 'warning' },
  withdrawal_waiting: {
    icon: 'account',
    path: (_, where) => `/programmes/${where}/reserve`,
  },
  issue_waiting: { icon: 'budget', path: (_, where) => `/programmes/${where}/issues` },
  settlement_waiting: settling,
  demurrage_coming: { icon: 'coin' },
  expiry_coming: { icon: 'warning' },
  credit_clear_soon: borrowing,
  credit_frozen: { ...borrowing, icon: 'warning' },
  loan_started: borrowing,
  loan_unspent: borrowing,
  loan_overdue: { ...borrowing, icon: 'warning' },
  card_was_locked: { ...card, icon: 'warning' },
  card_was_unlocked: card,
  card_was_blocked: { ...card, icon: 'warning' },
  card_was_replaced: card,
  card_pin_changed: { ...card, icon: 'warning' },
  offline_owing: { icon: 'warning', path: (_, where) => `/offline/mine/${where}` },
  second_look: { icon: 'queue', path: ({ organisation_id }) => `/coordinate/${organisation_id}/claims` },
  stay_closed: { icon: 'tasks', path: () => '/statement' },
  unusual_found: { icon: 'warning', path: (_, where) => `/watch/${where}` },
  paid: { icon: 'check', path: () => '/statement' },
  payment_waiting: { icon: 'till', path: ({ payment_id }) => `/pay/asked/${payment_id}` },
  approved: { icon: 'check', path: () => '/statement' },
  declined: { icon: 'close', path: () => '/tasks' },
  new_device: { icon: 'phone', path: () => '/me/devices' },
  signed_in_by_code: { icon: 'warning', path: () => '/me/devices' },
  passkey_added: { icon: 'key', path: () => '/me/passkeys' },
  payment_refunded: { icon: 'refund', path: () => '/statement' },
  dispute_opened: disputing,
  dispute_answered: disputing,
  dispute_accepted: disputing,
  dispute_asked: disputing,
  dispute_overdue: disputing,
  dispute_decided: disputing,
  helper_accepted: helping,
  helper_ended: helping,
  devices_blocked: { ...helping, icon: 'warning' },
  recovery_started: { icon: 'warning', path: () => '/lost/stop' },
  recovery_of_friend: { ...helping, icon: 'warning' },
  recovery_waits: { icon: 'people', path: (_, where) => `/back-in/${where}` },
  recovery_agreed: { icon: 'people' },
  recovery_stopped: { icon: 'warning' },
  recovery_done: { icon: 'key' },
  settlement_refused: { ...settling, icon: 'warning' },
  received: { icon: 'coin', path: ({ send_id }) => `/send/receipt/${send_id}` },
  request: { icon: 'coin', path: () => '/send/asked' },
  request_declined: { icon: 'warning', path: ({ request_id }) => `/request/${request_id}` },
  invoice_paid: { icon: 'till', path: ({ request_id }) => `/request/${request_id}` },
  split_paid: { icon: 'check', path: ({ split_id }) => `/split/${split_id}` },
}

const PLAIN: NoticeKind = { icon: 'bell' }

export const kindOf = (kind: string): NoticeKind => KINDS[kind] ?? PLAIN
