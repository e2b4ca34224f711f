// Generated from the OpenAPI document by scripts/api-types.mjs; change the server’s schemas instead.

/** What a line belongs to. */
export type About = {
  id: string
  type: string
}

/** An account with its present balance in minor units. */
export type Account = {
  balance: number
  id: string
  name: string
  purpose: string
}

/** The accounts of an organisation. */
export type Accounts = {
  accounts: Account[]
}

/** A rewarded act of the community's list; ``minutes`` is what it usually takes, if known. */
export type Act = {
  amount: number
  minutes?: number | null
  name: string
}

/** What became of each claim. */
export type Approved = {
  approved: string[]
  failed: NotApproved[]
}

/** Which claims to approve. */
export type Approving = {
  ids: string[]
}

/** How much of the coin outstanding the reserve must hold, in euro at the euro rate. */
export type Backing = {
  policy?: "full" | "partial" | "unbacked"
  ratio_percent?: number
}

/** A name, and either a community that is open or the secret part of an enrolment link. */
export type BeginSignUp = {
  community_id?: string | null
  display_name: string
  enrolment_token?: string | null
}

/** A budget: what was issued into it, what its tasks paid out, and what is left. */
export type Budget = {
  account_id: string
  balance: number
  id: string
  issued: number
  name: string
  organisation: OrganisationBrief
  spent: number
}

/** Budgets, by name. */
export type BudgetList = {
  budgets: Budget[]
}

/** The most that one person may earn here in a calendar month and year; null is no ceiling. */
export type Ceilings = {
  month?: number | null
  year?: number | null
}

/** What the authenticator answered. */
export type CeremonyAnswer = {
  challenge_id: string
  credential: Record<string, unknown>
}

/** What the browser needs for a ceremony, and the challenge to send back with the answer. */
export type CeremonyOptions = {
  challenge_id: string
  public_key: Record<string, unknown>
}

/** A claim. ``person_name`` is for the organisation's coordinators, else null. */
export type Claim = {
  amount: number
  at: string
  decided_at: string | null
  id: string
  minutes: number | null
  person_name: string | null
  reason: string | null
  status: "booked" | "waiting" | "declined"
  task: TaskBrief
}

/** Claims, newest first. */
export type Claims = {
  claims: Claim[]
}

/** The JWS's claims, members in signing order; times are Unix seconds. */
export type CodeClaims = {
  com: number
  exp: number
  iss: string
  jti: string
  kind: string
  nbf: number
  sub: string
  v: number
}

/** The JWS's protected header, members in signing order. */
export type CodeHeader = {
  alg: string
  kid: string
  typ: string
}

/** What a code is, before anything happens. */
export type CodeReading = {
  claims_left: number | null
  code_id: string
  signed_by_organisation: string
  task: Task
}

/** A payment code on the screen. */
export type CodeToShorten = {
  code: string
}

/** A neighbourhood with its settings of today. */
export type Community = {
  currency: Currency
  id: string
  languages: string[]
  name: string
  number: number
  settings: CurrentSettings
  slug: string
  timezone: string
}

/** A neighbourhood in short; ``number`` (uint32) stands in its payment codes. */
export type CommunityBrief = {
  currency: Currency
  id: string
  name: string
  number: number
  slug: string
}

/** The passkey challenge that confirms one payment. */
export type ConfirmOptions = {
  challenge_id: string
  public_key: Record<string, unknown>
}

/** The passkey's answer. */
export type Confirmation = {
  challenge_id: string
  credential: Record<string, unknown>
}

/** How far members and shops may go into debt, and in how many months it must be cleared. */
export type CreditRules = {
  clear_months?: number | null
  member_line?: number
  shop_line?: number
}

/** A coin: its words, and how many decimals its amounts count. */
export type Currency = {
  decimals: number
  id: string
  name: string
  plural: string
  symbol: string
}

/** The values that hold today. */
export type CurrentSettings = {
  backing: Backing
  ceilings: Ceilings
  credit: CreditRules
  default_limit: number
  demurrage: DemurrageRules
  dues: DueRules
  euro_rate: EuroRate
  exchange: ExchangeRules
  expiry: ExpiryRules
  joining: "open" | "invite"
  loans: LoanRules
  low_budget: LowBudget
  max_payment: number
  notes: NoteRules
  redemption: RedemptionRules
  refund_days: number
  rewards: RewardRules
  sales: SaleRules
  spending: SpendingRules
  volunteer_tax: VolunteerTax
  wages: WageRules
}

/** Why a claim is declined; the person reads it. */
export type Declining = {
  reason: string
}

/** What coin loses every so many months; only coin idle so long, when that is given. */
export type DemurrageRules = {
  every_months?: number
  only_idle_months?: number | null
  permille?: number
}

/** A device key of one's own; ``current`` when it belongs to this session. */
export type DeviceKey = {
  created_at: string
  current: boolean
  id: string
  last_used_at: string
  name: string
  revoked_at: string | null
}

/** One's device keys, newest first, revoked ones included. */
export type DeviceKeyList = {
  device_keys: DeviceKey[]
}

/** Standing orders: notice before, tries again when coin is short, and what happens then. */
export type DueRules = {
  notice_days?: number
  retries?: number
  retry_days?: number
  short?: "skip" | "end"
}

/** A link to hand over; it is shown only now. */
export type EnrolmentLink = {
  expires_at: string
  id: string
  url: string
}

/** What an enrolment link offers. */
export type EnrolmentLook = {
  community: CommunityBrief
  expires_at: string
  organisation: OrganisationBrief | null
  role: "member" | "shop_owner" | "shop_staff" | "coordinator" | "treasurer" | "issuer"
}

/** The secret part of an enrolment link. */
export type EnrolmentToken = {
  token: string
}

/** One line of a statement, seen from the account: coin in or coin out. */
export type Entry = {
  about: About | null
  amount: number
  at: string
  counterpart: string | null
  counterpart_kind: string
  direction: "in" | "out"
  id: string
  kind: string
  memo: string
}

/** So many whole coins are worth so many euro cents. */
export type EuroRate = {
  coins: number
  euro_cents: number
}

/** A role to step into; ``what`` names where it is held. */
export type ExampleRole = {
  display_name: string
  enrol_url: string
  key: string
  what: string
}

/** The roles to step into. */
export type ExampleRoles = {
  roles: ExampleRole[]
}

/** The communities (``with``: their slugs) that share the currency, and a monthly limit. */
export type ExchangeRules = {
  month_limit?: number | null
  with?: string[]
}

/** After how many months without any movement coin expires; null is never. */
export type ExpiryRules = {
  months?: number | null
}

/** Part of a fee, in thousandths of what is redeemed. */
export type FeeShare = {
  permille: number
  to: "fund" | "association"
}

/** The proof that the browser made with a passkey. */
export type FinishSignIn = {
  challenge_id: string
  credential: Record<string, unknown>
  device_name: string
}

/** The passkey that the browser made. */
export type FinishSignUp = {
  challenge_id: string
  credential: Record<string, unknown>
  device_name: string
  language: string
}

/** A role, and where it is held. */
export type HeldRole = {
  community: CommunityBrief
  organisation: OrganisationBrief | null
  role: "member" | "shop_owner" | "shop_staff" | "coordinator" | "treasurer" | "issuer"
}

/** Coin that was made, and the budget after it. */
export type Issue = {
  at: string
  budget: Budget
  id: string
}

/** The device key that will sign: 16 hexadecimal characters. */
export type KeyToSign = {
  key_id: string
}

/** The limit that the member wants. */
export type LimitChange = {
  limit: number
}

/** How often the task may be claimed; null is without end. A day is the community's. */
export type Limits = {
  per_day?: number | null
  per_person?: number | null
  total?: number | null
}

/** Interest-free loans: spent within so many months, paid back within so many. */
export type LoanRules = {
  repay_months?: number
  spend_months?: number
}

/** When so little of a budget is left, its coordinators are told. */
export type LowBudget = {
  percent?: number
}

/** The signed-in person, their roles, and until when the passkey counts as just confirmed. */
export type Me = {
  fresh_until: string | null
  has_passkey: boolean
  memberships: HeldRole[]
  person: Person
  session_id: string
}

/** What the task still offers to whoever asks; null when nothing limits it. */
export type Mine = {
  claims_left: number | null
}

/** The payments made with them, newest code first. */
export type MyCodes = {
  payments: Payment[]
}

/** A budget to open; the client makes its id. */
export type NewBudget = {
  id: string
  name: string
  organisation_id: string
}

/** What was scanned or typed, and how long the work took when that counts. */
export type NewClaim = {
  code: string
  minutes?: number | null
}

/** A P-256 public key (SPKI DER, base64url) and the name of its phone. */
export type NewDeviceKey = {
  name: string
  public_key: string
}

/** A role to invite somebody to. */
export type NewEnrolmentLink = {
  organisation_id?: string | null
  role: "member" | "shop_owner" | "shop_staff" | "coordinator" | "treasurer" | "issuer"
}

/** Coin to make, into which budget, and why. */
export type NewIssue = {
  amount: number
  budget_id: string
  why: string
}

/** An organisation that an issuer admits. */
export type NewOrganisation = {
  category?: string
  kind: "shop" | "association" | "institution" | "municipality"
  name: string
}

/** A passkey that the browser made, and what to call it. */
export type NewPasskeyAnswer = {
  challenge_id: string
  credential: Record<string, unknown>
  name: string
}

/** A value to hold from a day that is not past. */
export type NewSetting = {
  key: string
  valid_from: string
  value: unknown
  why: string
}

/** A task that a coordinator makes, under an id that the phone made. */
export type NewTask = {
  budget_id: string
  description?: string
  ends_at?: string | null
  id: string
  limits?: Limits
  needs_approval?: boolean
  picture: Pictogram
  place?: string
  reward: Reward
  starts_at?: string | null
  title: string
}

/** A claim that was not approved, and the refusal's code. */
export type NotApproved = {
  code: string
  id: string
}

/** The printed notes there are; an empty list means none. */
export type NoteRules = {
  denominations?: number[]
}

/** An empty object. */
export type Nothing = Record<string, never>

/** What the person was told: ``kind`` names the sentence, ``params`` fill it. */
export type Notice = {
  at: string
  community_id: string
  id: string
  kind: string
  params: Record<string, unknown>
  read_at: string | null
}

/** Notices, newest first; ``next`` asks for older ones. */
export type NoticeList = {
  next: string | null
  notices: Notice[]
  unread: number
}

/** A task as a member sees it in the list. */
export type OfferedTask = {
  budget_id: string | null
  created_at: string
  description: string
  ends_at: string | null
  id: string
  limits: Limits
  mine: Mine
  needs_approval: boolean
  organisation: OrganisationBrief
  picture: Pictogram
  place: string
  reward: Reward
  starts_at: string | null
  status: "open" | "withdrawn"
  title: string
  waiting_claims: number | null
}

/** The tasks that a neighbourhood offers now or soon, newest first. */
export type OfferedTasks = {
  tasks: OfferedTask[]
}

/** A shop, an association, an institution or the municipality. */
export type Organisation = {
  category: string
  community_id: string
  id: string
  kind: "shop" | "association" | "institution" | "municipality"
  name: string
  status: "open" | "closed"
}

/** An organisation in short. */
export type OrganisationBrief = {
  id: string
  kind: "shop" | "association" | "institution" | "municipality"
  name: string
}

/** What to change; what is left out stays. */
export type OrganisationChange = {
  category?: string | null
  name?: string | null
  status?: "open" | "closed" | null
}

/** The organisations of a community, by name. */
export type OrganisationList = {
  organisations: Organisation[]
}

/** A passkey of one's own. */
export type Passkey = {
  created_at: string
  id: string
  last_used_at: string | null
  name: string
}

/** One's passkeys, oldest first. */
export type PasskeyList = {
  passkeys: Passkey[]
}

/** A payment as its payer or the shop may see it; neither is told who the other person is. ``key_id`` is for the payer alone; ``expires_at`` while it waits; ``reason`` when refused. */
export type Payment = {
  amount: number
  at: string
  code_counter: number | null
  expires_at: string | null
  id: string
  key_id: string | null
  reason: string | null
  refunded: number
  shop: ShopBrief
  status: "paid" | "waiting" | "refused" | "declined" | "cancelled" | "expired"
}

/** What the shop's phone sends: the amount, and what it scanned or what was typed. */
export type PaymentCommand = {
  amount: number
  code: string
  shop_id: string
}

/** The signed-in person. */
export type Person = {
  display_name: string
  id: string
  language: string
}

/** What the work looks like, for whoever would rather see than read. */
export type Pictogram = "broom" | "plant" | "tree" | "book" | "soup" | "tools" | "child" | "playground" | "elder" | "walk" | "dog" | "bike" | "computer" | "language" | "music" | "paint" | "sew" | "repair" | "bins" | "canal" | "garden" | "coffee" | "party" | "hands"

/** Exactly what the phone has to sign, as docs/codes.md writes it. */
export type PreparedCode = {
  claims: CodeClaims
  header: CodeHeader
}

/** RFC 9457 problem details; ``code`` is stable, further members explain it. */
export type Problem = {
  code: string
  status: number
  title: string
  type: string
}

/** What to change about oneself; what is left out stays. */
export type ProfileChange = {
  display_name?: string | null
  language?: string | null
}

/** A JSON Web Key (RFC 7517) of a device that signed codes here. */
export type PublicKey = {
  alg: string
  crv: string
  kid: string
  kty: string
  use: string
  x: string
  y: string
}

/** A JWK set: with it a phone without a network can tell whether a poster is real. */
export type PublicKeys = {
  keys: PublicKey[]
}

/** The newest notice that was seen; it and all older ones count as read. */
export type Read = {
  up_to: string
}

/** New recovery codes, shown only now. */
export type RecoveryCodes = {
  codes: string[]
}

/** How many recovery codes still work. */
export type RecoveryCodesLeft = {
  unused: number
}

/** A recovery code as it was typed. */
export type RecoverySignIn = {
  code: string
  device_name: string
}

/** Who may turn coin into euro, from how much, at what fee, and how soon. ``fee_to`` shares the fee out (its parts make up ``fee_permille``); empty, it is the fund's. ``after_days`` and ``after_spends`` are what coin has to wait for; after ``cut_off_day`` of a month a request belongs to the next month. */
export type RedemptionRules = {
  after_days?: number
  after_spends?: number
  cut_off_day?: number | null
  fee_permille?: number
  fee_to?: FeeShare[]
  minimum?: number
  open_to?: ("shop" | "association" | "institution" | "municipality")[]
}

/** A refund, with the payment as it is after it. */
export type Refund = {
  amount: number
  at: string
  id: string
  payment: Payment
  reason: string
}

/** How much of which payment goes back, and why. */
export type RefundCommand = {
  amount: number
  payment_id: string
  reason: string
}

/** ``amount`` once, or per hour: paid by whole ``minute_step``, up to ``max_minutes``. Without ``minute_step`` an hourly reward is paid by the quarter of an hour. */
export type Reward = {
  amount: number
  kind: "fixed" | "per_hour"
  max_minutes?: number | null
  minute_step?: 1 | 5 | 10 | 15 | 20 | 30 | 60 | null
}

/** What work is worth: one rate per hour, if fixed, and the list of rewarded acts. With ``listed_only`` a fixed reward has to be that of an act on the list. */
export type RewardRules = {
  acts?: Act[]
  listed_only?: boolean
  per_hour?: number | null
}

/** Who may buy coin with euro, with what bonus, and what a chosen association gets of it. An association gets its gift when it has ``gift_from_sponsors`` sponsors or more. */
export type SaleRules = {
  bonus_permille?: number
  gift_from_sponsors?: number
  gift_permille?: number
  open_to?: ("member" | "shop" | "association")[]
}

/** What was scanned (a JWS or the link around it) or typed (a text code). */
export type ScannedCode = {
  code: string
}

/** What this installation is, and the neighbourhoods on it. */
export type Server = {
  communities: CommunityBrief[]
  example: boolean
  version: string
}

/** A payment code that the server signed for a phone without a key. */
export type ServerCode = {
  code: string
  valid_until: string
}

/** The exact amount, or null for an open code. */
export type ServerCodeCommand = {
  amount: number | null
}

/** A browser in which one is signed in. */
export type Session = {
  created_at: string
  current: boolean
  device_name: string
  id: string
  last_used_at: string
}

/** Where one is signed in, the most recently used first. */
export type SessionList = {
  sessions: Session[]
}

/** A value, the day (community's time zone) from which it holds, who set it and why. */
export type Setting = {
  created_at: string
  key: string
  set_by_name: string
  valid_from: string
  value: unknown
  why: string
}

/** Every value that a setting had, has or will have. */
export type SettingList = {
  settings: Setting[]
}

/** Who is paid. */
export type ShopBrief = {
  id: string
  name: string
}

/** Eight digits that a shop can type instead. */
export type ShortCode = {
  digits: string
  expires_at: string
}

/** What the phone signed. */
export type SignedCode = {
  jws: string
}

/** Who signed up, and the recovery codes, shown only now. */
export type SignedUp = {
  me: Me
  recovery_codes: string[]
}

/** What coin may buy (null: everything), and the kinds of organisation with a counter. */
export type SpendingRules = {
  categories?: string[] | null
  organisations?: ("shop" | "association" | "institution" | "municipality")[]
}

/** Who holds a role at an organisation, longest first. */
export type StaffList = {
  staff: StaffMember[]
}

/** Somebody who holds a role at an organisation. */
export type StaffMember = {
  display_name: string
  person_id: string
  role: "shop_owner" | "shop_staff" | "coordinator"
  since: string
}

/** Lines, newest first; ``next`` is the ``before`` of the following page. */
export type Statement = {
  account: Account
  entries: Entry[]
  next: string | null
}

/** Which role to step into. */
export type StepInto = {
  role: string
}

/** A task. ``budget_id`` and ``waiting_claims`` are for its coordinators, else null. */
export type Task = {
  budget_id: string | null
  created_at: string
  description: string
  ends_at: string | null
  id: string
  limits: Limits
  needs_approval: boolean
  organisation: OrganisationBrief
  picture: Pictogram
  place: string
  reward: Reward
  starts_at: string | null
  status: "open" | "withdrawn"
  title: string
  waiting_claims: number | null
}

/** The task of a claim. */
export type TaskBrief = {
  id: string
  organisation: OrganisationBrief
  picture: Pictogram
  title: string
}

/** What to change; what is left out stays. Only a window's ends may be null: open. A reward and limits are given whole. */
export type TaskChange = {
  description?: string | null
  ends_at?: string | null
  limits?: Limits | null
  needs_approval?: boolean | null
  picture?: Pictogram | null
  place?: string | null
  reward?: Reward | null
  starts_at?: string | null
  title?: string | null
}

/** A registered code: ``text`` to type, ``link`` in the QR, and who signed it. */
export type TaskCode = {
  created_at: string
  expires_at: string
  id: string
  link: string
  signed_by: string
  status: "good" | "withdrawn"
  text: string
}

/** The codes of a task, newest first. */
export type TaskCodes = {
  codes: TaskCode[]
}

/** The tasks of an organisation, newest first. */
export type Tasks = {
  tasks: Task[]
}

/** A day at the counter, newest first. */
export type Till = {
  day: string
  payments: Payment[]
  totals: TillTotals
}

/** A day's sums: what was paid, and what was given back on that day. */
export type TillTotals = {
  count: number
  received: number
  refunded: number
}

/** What volunteers may receive free of tax: it is shown and warned about, it never refuses. */
export type VolunteerTax = {
  hour_cents?: number
  hour_under_21_cents?: number
  month_cents?: number
  source?: string
  year_cents?: number
}

/** What is added to wages that a shop pays in coin. */
export type WageRules = {
  bonus_permille?: number
}

/** A member's own account; ``limit`` is what an open code pays without a question. ``notices`` is how many the member has not read yet. */
export type Wallet = {
  account_id: string
  balance: number
  limit: number
  notices: number
  recent: Entry[]
}

/** The waiting payment that its payer agrees to. */
export type WhichPayment = {
  payment_id: string
}
