/** The shapes that the API speaks, by the names that the app uses. Amounts are minor units, times RFC 3339 UTC. */
export type Role = 'member' | 'shop_owner' | 'shop_staff' | 'coordinator' | 'treasurer' | 'issuer'
export type OrganisationKind = 'shop' | 'association' | 'institution' | 'municipality'

export type Currency = { id: string; name: string; plural: string; symbol: string; decimals: number }

export type CommunityBrief = {
  id: string
  /** uint32, the four bytes that stand in payment codes. */
  number: number
  slug: string
  name: string
  currency: Currency
}

export type Community = CommunityBrief & {
  languages: string[]
  timezone: string
  settings: {
    euro_rate: { coins: number; euro_cents: number }
    default_limit: number
    max_payment: number
    refund_days: number
    [key: string]: unknown
  }
}

export type Server = { version: string; example: boolean; communities: CommunityBrief[] }

export type OrganisationBrief = { id: string; name: string; kind: OrganisationKind }
export type Organisation = OrganisationBrief & {
  community_id: string
  category: string
  status: 'open' | 'closed'
}

export type Membership = { community: CommunityBrief; organisation: OrganisationBrief | null; role: Role }

export type Me = {
  person: { id: string; display_name: string; language: string }
  session_id: string
  fresh_until: string | null
  memberships: Membership[]
  has_passkey: boolean
}

export type Passkey = { id: string; name: string; created_at: string; last_used_at: string | null }
export type SessionInfo = {
  id: string
  device_name: string
  created_at: string
  last_used_at: string | null
  current: boolean
}
/** `id` is 16 hexadecimal characters: the first 8 bytes of SHA-256 of the key's SPKI. */
export type DeviceKey = {
  id: string
  name: string
  created_at: string
  last_used_at: string | null
  revoked_at: string | null
  current: boolean
}
export type StaffMember = { person_id: string; display_name: string; role: Role; since: string }
export type EnrolmentLink = { id: string; url: string; expires_at: string }
export type EnrolmentLook = {
  community: CommunityBrief
  organisation: OrganisationBrief | null
  role: Role
  expires_at: string
}
export type Setting = {
  key: string
  value: unknown
  valid_from: string
  set_by_name: string
  why: string
  created_at: string
}

export type Entry = {
  id: string
  at: string
  kind: string
  amount: number
  direction: 'in' | 'out'
  counterpart: string | null
  counterpart_kind: OrganisationKind | 'member' | 'community'
  about: { type: string; id: string } | null
  memo: string | null
}
/** `limit` is what a shop may take without asking, in minor units. */
export type Wallet = { account_id: string; balance: number; limit: number; recent: Entry[] }
export type Account = { id: string; purpose: string; name: string; balance: number }
export type Statement = { account: Account; entries: Entry[]; next: string | null }
export type Budget = {
  id: string
  name: string
  organisation: OrganisationBrief
  account_id: string
  balance: number
  issued: number
  spent: number
}

/** `amount` once or per hour; by the hour, minutes are paid by whole `minute_step` (null: 15) up to `max_minutes`. */
export type Reward = {
  kind: 'fixed' | 'per_hour'
  amount: number
  max_minutes: number | null
  minute_step?: number | null
}
export type Task = {
  id: string
  organisation: OrganisationBrief
  budget_id?: string | null
  title: string
  description: string
  place: string
  picture: string
  reward: Reward
  starts_at: string | null
  ends_at: string | null
  limits: { per_person: number | null; per_day: number | null; total: number | null }
  needs_approval: boolean
  status: 'open' | 'withdrawn'
  created_at: string
  waiting_claims?: number | null
  mine?: { claims_left: number | null } | null
}
export type TaskCode = {
  id: string
  text: string
  link: string
  status: 'good' | 'withdrawn'
  signed_by: string
  created_at: string
}
export type CodeReading = {
  task: Task
  code_id: string
  signed_by_organisation: string
  claims_left: number | null
}
export type Claim = {
  id: string
  task: { id: string; title: string; picture: string; organisation: OrganisationBrief }
  status: 'booked' | 'waiting' | 'declined'
  amount: number
  minutes: number | null
  at: string
  reason: string | null
  person_name?: string | null
  decided_at: string | null
}

export type PaymentStatus = 'paid' | 'waiting' | 'refused' | 'declined' | 'cancelled' | 'expired'
export type Payment = {
  id: string
  status: PaymentStatus
  amount: number
  refunded: number
  shop: { id: string; name: string }
  at: string
  code_counter: number | null
  key_id?: string | null
  expires_at: string | null
  reason: string | null
}
export type Till = {
  day: string
  payments: Payment[]
  totals: { count: number; received: number; refunded: number }
}
export type Refund = { id: string; payment: Payment; amount: number; reason: string; at: string }

export type ExampleRole = { key: string; display_name: string; what: string; enrol_url: string }

/** An RFC 9457 problem; parameters such as `limit` or `retry_after` stand beside `code`. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  fields?: { path: string; code: string }[]
  [parameter: string]: unknown
}
