// Generated from the OpenAPI document by scripts/api-types.mjs; change the server’s schemas instead.

/** What a line belongs to. */
export type About = {
  id: string
  type: string
}

/** A reward that was worth more per hour than is free of tax. */
export type AboveHour = {
  at: string
  hour_cents: number
  task: string
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

/** An association, and how many chose it (null below five, to keep it private). */
export type Association = {
  gets_gifts: boolean
  organisation: OrganisationBrief
  sponsors: number | null
}

/** The association that the caller's gifts go to; null for none. */
export type AssociationChoice = {
  organisation_id: string | null
}

/** How much of the coin outstanding the reserve must hold, in euro at the euro rate. */
export type Backing = {
  policy?: "full" | "partial" | "unbacked"
  ratio_percent?: number
}

/** A bank account; ``iban``, ``holder`` and ``history`` only for those who may see it all. */
export type BankDetails = {
  history: BankDetailsChange[]
  holder: string | null
  iban: string | null
  last4: string | null
  set_at: string | null
}

/** That bank details were set, when and by whom. */
export type BankDetailsChange = {
  at: string
  by_name: string
  last4: string
}

/** A statement that was uploaded: ``done`` of ``total`` lines have been dealt with. */
export type BankStatement = {
  counts: StatementCounts
  done: number
  first_day: string | null
  id: string
  last4: string
  last_day: string | null
  total: number
  uploaded_at: string
  uploaded_by_name: string
}

/** Statements, newest first. */
export type BankStatementList = {
  statements: BankStatement[]
}

/** A statement with up to two hundred of its lines; ``next`` is the ``after`` of more. */
export type BankStatementWithLines = {
  counts: StatementCounts
  done: number
  first_day: string | null
  id: string
  last4: string
  last_day: string | null
  lines: StatementLine[]
  next: number | null
  total: number
  uploaded_at: string
  uploaded_by_name: string
}

/** What a phone needs to warn before a claim: earned and waiting so far, and the figures. ``euro_rate`` is that of the task's neighbourhood. */
export type BeforeClaim = {
  euro_rate: EuroRate
  month_cents: number
  tax: VolunteerTax
  year_cents: number
}

/** A name, and either a community that is open or the secret part of an enrolment link. */
export type BeginSignUp = {
  community_id?: string | null
  display_name: string
  enrolment_token?: string | null
}

/** Whether members may pay one another, and how much one of them in a calendar day. */
export type BetweenMembers = {
  allowed?: boolean
  day_limit?: number | null
}

/** A budget: what was put into it, what was paid out of it, and what is left. */
export type Budget = {
  account_id: string
  balance: number
  id: string
  issued: number
  line_id: string | null
  name: string
  organisation: OrganisationBrief
  programme_id: string | null
  spent: number
  state: "enough" | "low" | "empty"
}

/** Budgets, by name. */
export type BudgetList = {
  budgets: Budget[]
}

/** How a programme's coin goes, on the days on which that changed, oldest first. */
export type BurnDown = {
  points: BurnDownPoint[]
}

/** What was left of a programme at the end of a day: made for it, and not yet paid out. */
export type BurnDownPoint = {
  day: string
  left: number
}

/** What a printed card and its PIN pay: at once, and in a calendar day. 0: no cards here. */
export type CardRules = {
  per_day?: number
  per_payment?: number
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

/** The desk at a glance: the fund, what it owes, offices, notes and neighbours. */
export type Circulation = {
  denominations: number[]
  exchanges: NoteExchange[]
  fund: number
  gifts_owed: number
  nettings: Netting[]
  notes: NoteCount[]
  offices: OrganisationBrief[]
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

/** Claims, newest first; ``next`` is the ``before`` of the following page. ``waiting`` counts all that wait for the organisation's decision; null in one's own list. */
export type Claims = {
  claims: Claim[]
  next: string | null
  waiting?: number | null
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
  meter: BeforeClaim
  signed_by_organisation: string
  task: Task
}

/** A payment code on the screen. */
export type CodeToShorten = {
  code: string
}

/** One period: what was taken, and whether the euro part came. */
export type Collection = {
  amount: number
  at: string
  due_on: string
  euro_cents: number
  euro_paid_at: string | null
  euro_reference: string | null
  id: string
  mandate_id: string
  party: string
  status: "paid" | "short" | "skipped" | "returned"
}

/** Periods by day; ``next`` asks for more. */
export type CollectionList = {
  collections: Collection[]
  next: string | null
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

/** What the payer agrees to pay from now on. */
export type Consent = {
  amount: number
  euro_cents?: number
}

/** What was put in, and what the fund holds after it. */
export type Contribution = {
  amount: number
  at: string
  fund: number
  id: string
}

/** All lines and loans of a community, for its issuers and treasurers. */
export type Credit = {
  changes: LineChange[]
  granted: number
  lines: Line[]
  loans: Loan[]
  member_line: number
  owed: number
  shop_line: number
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
  between_members: BetweenMembers
  cards: CardRules
  ceilings: Ceilings
  credit: CreditRules
  default_limit: number
  demurrage: DemurrageRules
  disputes: DisputeRules
  dues: DueRules
  euro_rate: EuroRate
  exchange: ExchangeRules
  expiry: ExpiryRules
  guards: GuardRules
  joining: "open" | "invite"
  loans: LoanRules
  low_budget: LowBudget
  max_payment: number
  notes: NoteRules
  offline: OfflineRules
  recovery: RecoveryRules
  redemption: RedemptionRules
  refund_days: number
  rewards: RewardRules
  sales: SaleRules
  spending: SpendingRules
  volunteer_tax: VolunteerTax
  wages: WageRules
}

/** A member at this desk, by a number of its own; ``most`` is what their code allows. */
export type Customer = {
  expires_at: string
  id: string
  most: number
}

/** The second issuer's word. */
export type Decision = {
  agreed: boolean
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

/** Euro that came into the reserve. */
export type Deposit = {
  at: string
  bank_reference: string
  cents: number
  day: string
  id: string
  made_by_name: string
  received_from: string
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

/** How long a payment can be disputed, and how long the shop has for its answer. */
export type DisputeRules = {
  answer_days?: number
  days?: number
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

/** Under which reference the euro part came. */
export type EuroNote = {
  reference: string
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

/** Which association gets the fees. */
export type FeeAssociation = {
  association_id: string
}

/** Part of a fee, in thousandths of what is redeemed. */
export type FeeShare = {
  permille: number
  to: "fund" | "association"
}

/** Coin in minor units, and its worth in euro cents by the rate of each day. */
export type Figure = {
  amount: number
  cents: number
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

/** Whether the line may not be drawn on. */
export type Freezing = {
  frozen: boolean
}

/** The plots of a plan, and who waits for one, in order. */
export type Garden = {
  plan: ManagedPlan
  plots: Plot[]
  waiting: Waiting[]
}

/** The mandate that was given, and what to know about it. */
export type GivenMandate = {
  mandate: Mandate
  warnings: Warned[]
}

/** A grant to promise, to a member or an organisation. */
export type GrantBody = {
  amount: number
  ends_on?: string | null
  euro_cents?: number
  first_on: string
  organisation_id?: string | null
  person_id?: string | null
  plan_id: string
}

/** What belongs together: a kind of work (the name of its picture) or of shop (its category). ``name`` is null for what is merged because too few people stand behind it. */
export type GroupFigure = {
  amount: number
  cents: number
  name: string | null
}

/** From which reward on a second coordinator has to agree; null is never. */
export type GuardRules = {
  second_look_from?: number | null
}

/** How much of the coin is where. ``neighbourhood`` is residents and organisations together, said so when fewer than five residents hold any; ``waiting`` waits to be paid out in euro, ``credit`` is not drawn. */
export type Held = {
  amount: number
  where: "residents" | "organisations" | "neighbourhood" | "programmes" | "fund" | "waiting" | "notes" | "credit"
}

/** A role, and where it is held. */
export type HeldRole = {
  community: CommunityBrief
  organisation: OrganisationBrief | null
  role: "member" | "shop_owner" | "shop_staff" | "coordinator" | "treasurer" | "issuer"
}

/** Coin that was asked for, and what became of it; another issuer decides until ``until``. */
export type Issue = {
  amount: number
  at: string
  decided_at: string | null
  decided_by_name: string | null
  id: string
  issued_by: string
  issued_by_name: string
  programme_id: string
  programme_name: string
  reason: string | null
  status: "waiting" | "booked" | "declined" | "expired"
  until: string
  why: string
}

/** Issues, newest first. */
export type IssueList = {
  issues: Issue[]
}

/** How many people became a member in a month of the community's calendar. */
export type JoinedInMonth = {
  month: string
  people: number
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

/** A credit line: what was granted, what is owed of it, and until when (null: no end). */
export type Line = {
  available: number
  clear_by: string | null
  frozen_why: "issuer" | "not_cleared" | null
  granted: number
  id: string | null
  owed: number
  owner: Owner
}

/** A larger line that an issuer asked for; ``mine`` when it was the caller. */
export type LineChange = {
  amount: number
  asked_at: string
  asked_by: string
  id: string
  mine: boolean
  owner: Owner
  status: "asked" | "granted" | "declined"
  why: string
}

/** A loan without interest: what is left of it, and by when it is spent and paid back. */
export type Loan = {
  amount: number
  asked_at: string
  asked_by: string
  id: string
  mine: boolean
  owner: Owner
  repaid: number
  repay_by: string | null
  source: "fund" | "line"
  spend_by: string | null
  status: "asked" | "running" | "repaid" | "declined"
  why: string
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

/** A plan as who looks after it sees it: how many pay, are behind, and what euro are owed. */
export type ManagedPlan = {
  active: number
  amount: number
  behind: number
  community_id: string
  euro_cents: number
  euro_owed_cents: number
  id: string
  kind: "dues" | "plot" | "grant"
  name: string
  offer_days: number
  organisation: OrganisationBrief | null
  period: "day" | "week" | "month" | "quarter" | "year"
  source: "till" | "budget" | "fund"
  status: "open" | "closed"
  waiting: number
}

/** The plans of an organisation or of the community's fund, by name. */
export type ManagedPlanList = {
  plans: ManagedPlan[]
}

/** A mandate: who pays (a grant: who receives), how much, and what comes next. ``new_amount`` and ``new_euro_cents`` are what the plan asks and the payer has not agreed to. */
export type Mandate = {
  amount: number
  due_on: string
  end_reason: string | null
  ended_at: string | null
  ends_on: string | null
  euro_cents: number
  first_on: string
  given_at: string
  holds_until: string | null
  id: string
  new_amount: number | null
  new_euro_cents: number | null
  next_on: string | null
  party: string
  plan: Plan
  plot: string | null
  tries: number
}

/** A mandate to give: the amounts are those that the payer saw and agrees to. */
export type MandateBody = {
  amount: number
  ends_on?: string | null
  euro_cents?: number
  first_on: string
  organisation_id?: string | null
  plan_id: string
}

/** A mandate and its newest periods, newest first. */
export type MandateHistory = {
  collections: Collection[]
  mandate: Mandate
}

/** Mandates: those that run, then the ended ones. */
export type MandateList = {
  mandates: Mandate[]
}

/** The signed-in person, their roles, and until when the passkey counts as just confirmed. */
export type Me = {
  fresh_until: string | null
  has_passkey: boolean
  memberships: HeldRole[]
  person: Person
  session_id: string
}

/** A calendar month or year so far, over all organisations and neighbourhoods. ``waiting_cents`` is what waits for approval; ``minutes`` is the time that is known, and ``untimed`` how many rewards came without one. */
export type MeterPeriod = {
  earned_cents: number
  ends: string
  limit_cents: number
  minutes: number
  starts: string
  state: "calm" | "near" | "over"
  untimed: number
  waiting_cents: number
}

/** What one organisation paid. */
export type MeterPlace = {
  community: string
  month_cents: number
  organisation: string
  year_cents: number
}

/** What the task still offers to whoever asks; null when nothing limits it. */
export type Mine = {
  claims_left: number | null
}

/** One month, or several that were merged, from ``first`` to ``last`` (YYYY-MM). */
export type MonthFigures = {
  earned: number
  first: string
  last: string
  spent: number
}

/** The caller's own choice, and what there is to choose from. */
export type MyAssociation = {
  associations: Association[]
  chosen: OrganisationBrief | null
  gift_permille: number
  needed: number
}

/** The payments made with them, newest code first. */
export type MyCodes = {
  payments: Payment[]
}

/** Where the caller stands with a plan: a mandate, a place in line, or a plot on offer. */
export type MyPlace = {
  mandate_id: string | null
  offered_plot: string | null
  offered_until: string | null
  place: number | null
}

/** What one community made good to another at a month's end, or could not yet. */
export type Netting = {
  amount: number
  cents: number
  month: string
  payee: string
  payer: string
  status: "settled" | "short"
}

/** Coin to go from a programme to a budget, and why. */
export type NewAllocation = {
  amount: number
  budget_id: string
  programme_id: string
  why?: string
}

/** Coin to go from a budget back to its programme, and why. */
export type NewAllocationReturn = {
  amount: number
  budget_id: string
  why: string
}

/** A bank account: its number (spaces do not count) and who holds it. */
export type NewBankDetails = {
  holder: string
  iban: string
}

/** A budget to open, of a programme and perhaps one of its lines; the client makes its id. */
export type NewBudget = {
  id: string
  line_id?: string | null
  name: string
  organisation_id: string
  programme_id?: string | null
}

/** What was scanned or typed, and how long the work took when that counts. */
export type NewClaim = {
  code: string
  minutes?: number | null
}

/** Coin of a budget for the fund, and why. */
export type NewContribution = {
  amount: number
  budget_id: string
  why: string
}

/** Euro that came in, as the bank's statement shows. */
export type NewDeposit = {
  bank_reference: string
  cents: number
  community_id: string
  day: string
  received_from: string
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

/** Coin to make for a programme, and why. */
export type NewIssue = {
  amount: number
  programme_id: string
  why: string
}

/** Coin of a programme to exist no longer, and why. */
export type NewIssueReturn = {
  amount: number
  programme_id: string
  why: string
}

/** A line for somebody, and why; 0 ends it. */
export type NewLine = {
  amount: number
  community_id: string
  customer_id?: string | null
  organisation_id?: string | null
  why: string
}

/** A loan to somebody, and why. */
export type NewLoan = {
  amount: number
  community_id: string
  customer_id?: string | null
  organisation_id?: string | null
  source: "fund" | "line"
  why: string
}

/** Notes to hand out for coin, or to take in. */
export type NewNoteExchange = {
  community_id: string
  customer_id?: string | null
  direction: "out" | "in"
  notes: NoteCount[]
  organisation_id?: string | null
}

/** An organisation that an issuer admits. */
export type NewOrganisation = {
  category?: string
  coin_share?: number | null
  kind: "shop" | "association" | "institution" | "municipality"
  name: string
}

/** A passkey that the browser made, and what to call it. */
export type NewPasskeyAnswer = {
  challenge_id: string
  credential: Record<string, unknown>
  name: string
}

/** A programme to start; both days belong to it. */
export type NewProgramme = {
  amount: number
  community_id: string
  ends_on: string
  euro_cents: number
  funder: string
  funder_id?: string | null
  lines?: NewProgrammeLine[]
  name: string
  purpose?: string
  starts_on: string
}

/** A part of a programme that is to be started. */
export type NewProgrammeLine = {
  amount: number
  id: string
  name: string
}

/** How much coin an organisation wants in euro: minor units, or all that may go. */
export type NewRedemption = {
  amount: number | "all"
  organisation_id: string
}

/** Coin that a borrower pays back before it is due. */
export type NewRepayment = {
  amount: number
  loan_id: string
}

/** Coin to sell, and how it was paid; ``office_id`` is the exchange office that sells it. */
export type NewSale = {
  cents: number
  community_id: string
  customer_id?: string | null
  gift_to?: string | null
  office_id?: string | null
  organisation_id?: string | null
  paid_by: "bank" | "cash"
  reference: string
}

/** A value to hold from a day that is not past. */
export type NewSetting = {
  key: string
  valid_from: string
  value: unknown
  why: string
}

/** Of which community the open requests are gathered. */
export type NewSettlement = {
  community_id: string
}

/** A task that a coordinator makes, under an id that the phone made. ``act`` names an act on the community's list of rewarded acts, whose reward this then is. */
export type NewTask = {
  act?: string | null
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

/** Coin from one organisation to another. */
export type NewTrade = {
  amount: number
  from_organisation_id: string
  memo?: string
  to_organisation_id: string
}

/** Coin to give back of a trade, and why. */
export type NewTradeRefund = {
  amount: number
  reason?: string
  trade_id: string
}

/** A wage for somebody who works here (``person_id``), or who showed a code. */
export type NewWage = {
  amount: number
  customer_id?: string | null
  memo?: string
  organisation_id: string
  person_id?: string | null
}

/** Euro to take out of the reserve, and why. */
export type NewWithdrawal = {
  cents: number
  community_id: string
  why: string
}

/** A claim that was not approved, and the refusal's code. */
export type NotApproved = {
  code: string
  id: string
}

/** So many notes of one denomination. */
export type NoteCount = {
  amount: number
  count: number
}

/** Notes that went out or came in. */
export type NoteExchange = {
  amount: number
  at: string
  direction: "out" | "in"
  id: string
  notes: NoteCount[]
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
  act: string | null
  act_minutes: number | null
  budget_empty: boolean
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

/** The tasks that a neighbourhood offers now or soon, newest first. ``next`` is the ``before`` of the following page. */
export type OfferedTasks = {
  next: string | null
  tasks: OfferedTask[]
}

/** Whether the organisation sells coin. */
export type OfficeChange = {
  sells: boolean
}

/** Payments while payer and shop are both without a network. ``allowance``: what one certificate may spend in all before it is renewed, 0: not offered. A shop accepts at most ``per_payment``, ``payer_day`` of one payer and ``shop_day`` in all a day before it has settled (null: the allowance is the only bound). Certificates live ``days``. Of a loss the guarantee account bears ``guaranteed_permille``. */
export type OfflineRules = {
  allowance?: number
  days?: number
  guaranteed_permille?: number
  payer_day?: number | null
  per_payment?: number | null
  shop_day?: number | null
}

/** A plan as a member may join it. */
export type OpenPlan = {
  amount: number
  community_id: string
  euro_cents: number
  free_plots: number
  id: string
  kind: "dues" | "plot" | "grant"
  mine: MyPlace
  name: string
  offer_days: number
  organisation: OrganisationBrief | null
  period: "day" | "week" | "month" | "quarter" | "year"
  source: "till" | "budget" | "fund"
  status: "open" | "closed"
  waiting: number
}

/** The plans that members may join, by name. */
export type OpenPlanList = {
  plans: OpenPlan[]
}

/** A shop, an association, an institution or the municipality. ``coin_share`` is null when it never said which part of a price it takes in coin. */
export type Organisation = {
  category: string
  coin_share: number | null
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

/** What to change; what is left out stays. ``coin_share`` may be null: not stated. */
export type OrganisationChange = {
  category?: string | null
  coin_share?: number | null
  name?: string | null
  status?: "open" | "closed" | null
}

/** The organisations of a community, by name. */
export type OrganisationList = {
  organisations: Organisation[]
}

/** The line and the loans of one party; ``line`` is null where there is no credit at all. */
export type OwnCredit = {
  line: Line | null
  loans: Loan[]
}

/** Whose credit it is: a member by name, for issuers only, or an organisation. */
export type Owner = {
  kind: "member" | "shop" | "association" | "institution" | "municipality"
  name: string
}

/** An organisation that can be paid. */
export type Partner = {
  category: string
  id: string
  kind: "shop" | "association" | "institution" | "municipality"
  name: string
}

/** Whom an organisation can pay, by name; ``available`` is its coin and credit together. ``sells`` says that it is an exchange office. */
export type PartnerList = {
  available: number
  balance: number
  fresh_above: number
  partners: Partner[]
  sells: boolean
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

/** A mandate with how it stands: periods not paid, euro owed, and the newest day paid for. */
export type Payer = {
  behind: number
  euro_owed_cents: number
  last_paid_on: string | null
  mandate: Mandate
}

/** Who pays a plan, in the order of joining; ``next`` asks for more. */
export type PayerList = {
  next: string | null
  payers: Payer[]
  plan: ManagedPlan
}

/** A payment as its payer or the shop may see it; neither is told who the other person is. ``key_id`` is for the payer alone; ``expires_at`` while it waits; ``reason`` when refused; ``means`` is how the payer showed the wish to pay. */
export type Payment = {
  amount: number
  at: string
  code_counter: number | null
  expires_at: string | null
  id: string
  key_id: string | null
  means: "code" | "offline" | "card" | "request"
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

/** Residents as totals by role, and by name those who hold another role than member. */
export type People = {
  holders: RoleHolder[]
  joined: JoinedInMonth[]
  totals: Record<string, number>
}

/** The signed-in person. */
export type Person = {
  display_name: string
  id: string
  language: string
}

/** What the work looks like, for whoever would rather see than read. */
export type Pictogram = "broom" | "plant" | "tree" | "book" | "soup" | "tools" | "child" | "playground" | "elder" | "walk" | "dog" | "bike" | "computer" | "language" | "music" | "paint" | "sew" | "repair" | "bins" | "canal" | "garden" | "coffee" | "party" | "hands"

/** What is paid each period, and to (a grant: by) whom; ``source`` is where grants come from. */
export type Plan = {
  amount: number
  community_id: string
  euro_cents: number
  id: string
  kind: "dues" | "plot" | "grant"
  name: string
  offer_days: number
  organisation: OrganisationBrief | null
  period: "day" | "week" | "month" | "quarter" | "year"
  source: "till" | "budget" | "fund"
  status: "open" | "closed"
}

/** A plan to offer; ``organisation_id`` null is a grant out of the community's fund. */
export type PlanBody = {
  amount: number
  budget_id?: string | null
  community_id: string
  euro_cents?: number
  kind: "dues" | "plot" | "grant"
  name: string
  offer_days?: number
  organisation_id: string | null
  period: "day" | "week" | "month" | "quarter" | "year"
}

/** What is to be different; what is left out stays. */
export type PlanEdit = {
  amount?: number | null
  euro_cents?: number | null
  name?: string | null
  status?: "open" | "closed" | null
}

/** A plot: who rents it, who may choose it, or that it is free. */
export type Plot = {
  holder: string | null
  holds_until: string | null
  id: string
  label: string
  offered_to: string | null
  offered_until: string | null
}

/** The names on the signs of plots to add. */
export type PlotBody = {
  labels: string[]
}

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

/** A programme and where its coin is. Of ``amount``, ``issued`` was made; of that ``balance`` is in no budget, ``in_budgets`` waits to be earned, and ``spent`` went to people. ``waiting`` is what issuers have still to agree to. */
export type Programme = {
  account_id: string
  amount: number
  balance: number
  budgets: Budget[]
  community_id: string
  ends_on: string
  euro_cents: number
  funder: string
  funder_organisation: OrganisationBrief | null
  id: string
  in_budgets: number
  issued: number
  lines: ProgrammeLine[]
  name: string
  purpose: string
  spent: number
  starts_on: string
  status: "open" | "closed"
  waiting: number
}

/** What a programme did until a day (null: nothing may be told yet), about nobody by name. */
export type ProgrammeFigures = {
  allocated: Figure
  earned: Figure
  issued: Figure
  months: MonthFigures[]
  shops: GroupFigure[]
  spent: Figure
  until: string | null
  work: GroupFigure[]
}

/** A part of a programme: what it is for, and what its budgets got of it. */
export type ProgrammeLine = {
  allocated: number
  amount: number
  id: string
  name: string
  spent: number
}

/** Programmes: open ones first, the one that ends soonest in front. */
export type ProgrammeList = {
  programmes: Programme[]
}

/** What everybody may know of a neighbourhood's coin, from its ledger at this moment. */
export type PublicFigures = {
  at: string
  coins: number
  community: CommunityBrief
  covered_percent: number | null
  euro_cents: number
  held: Held[]
  outstanding: number
  policy: "full" | "partial" | "unbacked"
  possible: number | null
  ratio_percent: number | null
  reserve_cents: number
  spare_cents: number
  worth_cents: number
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

/** Why not. */
export type ReasonAgainst = {
  reason: string
}

/** New recovery codes, shown only now. */
export type RecoveryCodes = {
  codes: string[]
}

/** How many recovery codes still work. */
export type RecoveryCodesLeft = {
  unused: number
}

/** How long recovery in person waits, unless a second coordinator vouches for it. */
export type RecoveryRules = {
  wait_hours?: number
}

/** A recovery code as it was typed. */
export type RecoverySignIn = {
  code: string
  device_name: string
}

/** What an organisation can turn into euro, now and later, and at which terms. ``open`` says whether organisations of its kind may; ``quote`` is for all that may go now (null: less than a cent, or nothing). */
export type Redeemable = {
  balance: number
  by_spending: number
  fee_association: OrganisationBrief | null
  last4: string | null
  later: RedeemableLater[]
  may_ask: boolean
  next_cut_off: string | null
  now: number
  open: boolean
  organisation: OrganisationBrief
  quote: RedemptionQuote | null
  redemptions: Redemption[]
  terms: RedemptionTerms
}

/** Coin that becomes redeemable on a day. */
export type RedeemableLater = {
  amount: number
  day: string
}

/** A request: what left the till, the fee in it, the euro, and how far it is. ``return_reason`` is the bank's code when it was returned; ``execution_day`` when it was to be paid. */
export type Redemption = {
  amount: number
  at: string
  attempt: number
  changed_at: string
  euro_cents: number
  execution_day: string | null
  fee: number
  id: string
  organisation: OrganisationBrief
  return_reason: string | null
  status: "open" | "gathered" | "released" | "paid" | "returned" | "cancelled"
}

/** Requests, newest first. */
export type RedemptionList = {
  redemptions: Redemption[]
}

/** What an amount gives: out of the till, the fee in it, euro; ``stays`` in the till. */
export type RedemptionQuote = {
  amount: number
  euro_cents: number
  fee: number
  stays: number
}

/** Who may turn coin into euro, from how much, at what fee, and how soon. ``fee_to`` shares the fee out (its parts make up ``fee_permille``); empty, it is the fund's. ``after_days`` and ``after_spends`` are what coin has to wait for, with ``after_refund_window`` also the days in which a payment can be given back; after ``cut_off_day`` of a month a request belongs to the next month. */
export type RedemptionRules = {
  after_days?: number
  after_refund_window?: boolean
  after_spends?: number
  cut_off_day?: number | null
  fee_permille?: number
  fee_to?: FeeShare[]
  minimum?: number
  open_to?: ("shop" | "association" | "institution" | "municipality")[]
}

/** The rules of redeeming that hold today. */
export type RedemptionTerms = {
  after_days: number
  after_spends: number
  cut_off_day: number | null
  fee_permille: number
  fee_to_association: boolean
  minimum: number
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

/** Who refused, when and why. */
export type RefusedBy = {
  at: string
  by_name: string
  why: string
}

/** The reserve with everything that went in and out of it by hand, newest first. */
export type Reserve = {
  covered_percent: number | null
  deposits: Deposit[]
  outstanding: number
  policy: "full" | "partial" | "unbacked"
  possible: number | null
  ratio_percent: number | null
  reserve_cents: number
  spare_cents: number
  withdrawals: Withdrawal[]
  worth_cents: number
}

/** Why coin is given back. */
export type ReturnWhy = {
  why: string
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

/** Somebody whom others rely on; ``organisation_id`` is null for a role of the community. */
export type RoleHolder = {
  display_name: string
  organisation_id: string | null
  person_id: string
  role: "shop_owner" | "shop_staff" | "coordinator" | "treasurer" | "issuer"
  since: string
}

/** A sale; an organisation is named as buyer, an association when it was named just then. */
export type Sale = {
  amount: number
  at: string
  bonus: number
  buyer: OrganisationBrief | null
  cents: number
  gift: number
  gift_paid: boolean
  gift_to: OrganisationBrief | null
  id: string
  office: OrganisationBrief | null
  paid_by: "bank" | "cash"
  reference: string
}

/** Sales, newest first; ``next`` is the ``before`` of the following part. */
export type SaleList = {
  next: string | null
  sales: Sale[]
}

/** What they buy: coin, the bonus on top, and the gift to an association. */
export type SaleQuote = {
  amount: number
  bonus: number
  bonus_possible: boolean
  gift: number
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

/** A value, the day (community's time zone) from which it holds, who set it and why. It ``holds`` today, held before (``past``), is ``coming``, or was ``replaced`` before its day by another value for that day. ``set_by_name`` is "" for the command line. */
export type Setting = {
  created_at: string
  key: string
  set_by_name: string
  state: "past" | "holds" | "coming" | "replaced"
  valid_from: string
  value: unknown
  why: string
}

/** Every value that a setting had, has or will have, by day, and those that hold today. */
export type SettingList = {
  current: CurrentSettings
  settings: Setting[]
  today: string
}

/** Requests that are paid together. ``mine``: gathered or checked by the caller. */
export type Settlement = {
  amount: number
  community_id: string
  count: number
  cut_off: string | null
  euro_cents: number
  execution_day: string | null
  fee: number
  gathered_at: string
  gathered_by_name: string | null
  id: string
  mine: boolean
  paid: number
  refused: RefusedBy | null
  released_at: string | null
  released_by_name: string | null
  returned: number
  status: "gathered" | "released" | "dissolved"
}

/** One payout; ``state`` says what is known of it. Only the last four of its account. */
export type SettlementLine = {
  amount: number
  end_to_end_id: string
  euro_cents: number
  fee: number
  fee_kept: number
  last4: string
  organisation: OrganisationBrief
  redemption_id: string
  return_reason: string | null
  state: "waiting" | "paid" | "returned"
}

/** Settlements, newest first, and what is open beside them. */
export type SettlementList = {
  debtor_last4: string | null
  open_cents: number
  open_count: number
  reserve_cents: number
  settlements: Settlement[]
}

/** Why a settlement should not be released as it is. */
export type SettlementRefusal = {
  why: string
}

/** A settlement with its payouts. */
export type SettlementWithLines = {
  amount: number
  community_id: string
  count: number
  cut_off: string | null
  euro_cents: number
  execution_day: string | null
  fee: number
  gathered_at: string
  gathered_by_name: string | null
  id: string
  lines: SettlementLine[]
  mine: boolean
  paid: number
  refused: RefusedBy | null
  released_at: string | null
  released_by_name: string | null
  returned: number
  status: "gathered" | "released" | "dissolved"
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

/** What is on a member's screen: a payment code, or its eight digits. */
export type ShownCode = {
  code: string
  organisation_id?: string | null
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

/** How many lines of a statement came to what. */
export type StatementCounts = {
  paid?: number
  paid_before?: number
  returned?: number
  returned_before?: number
  unmatched?: number
  waiting?: number
}

/** A payment on a statement and what came of it; ``why`` names the reason when nothing did. */
export type StatementLine = {
  day: string | null
  direction: "in" | "out"
  euro_cents: number
  number: number
  organisation: OrganisationBrief | null
  outcome: "waiting" | "paid" | "paid_before" | "returned" | "returned_before" | "unmatched"
  reference: string
  remark: string
  return_reason: string | null
  why: string | null
}

/** Which role to step into. */
export type StepInto = {
  role: string
}

/** Which request is left out of a settlement. */
export type TakenOut = {
  redemption_id: string
}

/** A task. ``budget_id`` and ``waiting_claims`` are for its coordinators, else null. ``budget_empty``: there is no coin for it now, so reading its codes is refused. ``act_minutes``: what its listed act usually takes, where the community's list says so. */
export type Task = {
  act: string | null
  act_minutes: number | null
  budget_empty: boolean
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

/** What to change; what is left out stays. A window's ends may be null: open, and the act. A reward and limits are given whole. */
export type TaskChange = {
  act?: string | null
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

/** The tasks of an organisation, newest first; ``next`` is the following page's ``before``. */
export type Tasks = {
  next: string | null
  tasks: Task[]
}

/** What holds today, from which day, and who says so; null when nobody ever set it here. */
export type TaxFigures = {
  hour_cents: number
  month_cents: number
  source: string
  valid_from: string | null
  year_cents: number
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

/** A trade as one of the two sees it; ``partner`` is the other. */
export type Trade = {
  amount: number
  at: string
  direction: "out" | "in"
  id: string
  memo: string
  partner: OrganisationBrief
  refunded: number
}

/** Trades of an organisation, newest first; ``next`` is the ``before`` of the following part. */
export type TradeList = {
  next: string | null
  trades: Trade[]
}

/** How near somebody is to what volunteers receive free of tax, and why. */
export type VolunteerMeter = {
  above_hour: AboveHour[]
  month: MeterPeriod
  places: MeterPlace[]
  tax: TaxFigures
  year: MeterPeriod
}

/** What volunteers may receive free of tax: it is shown and warned about, it never refuses. */
export type VolunteerTax = {
  hour_cents?: number
  hour_under_21_cents?: number
  month_cents?: number
  source?: string
  year_cents?: number
}

/** A wage that was paid, and what the fund added. */
export type Wage = {
  amount: number
  at: string
  bonus: number
  id: string
  memo: string
}

/** What is added to wages that a shop pays in coin. */
export type WageRules = {
  bonus_permille?: number
}

/** A place in line. */
export type Waiting = {
  name: string
  offered_plot: string | null
  offered_until: string | null
  person_id: string
  since: string
}

/** A member's own account; ``limit`` is what an open code pays without a question. ``notices`` is how many the member has not read yet. */
export type Wallet = {
  account_id: string
  balance: number
  limit: number
  notices: number
  recent: Entry[]
}

/** Something that is allowed, and may go wrong: ``balance`` is less than the first amount. */
export type Warned = {
  balance: number
  code: "over_balance"
}

/** The waiting payment that its payer agrees to. */
export type WhichPayment = {
  payment_id: string
}

/** Euro that somebody asked to take out, and what became of it. */
export type Withdrawal = {
  at: string
  cents: number
  decided_at: string | null
  decided_by_name: string | null
  id: string
  made_by: string
  made_by_name: string
  reason: string | null
  status: "waiting" | "booked" | "declined" | "expired"
  until: string
  why: string
}
