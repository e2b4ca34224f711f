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

/** One code that the shop accepted, with its signature over it. */
export type AcceptedItem = {
  accepted_at: number
  amount: number
  code: string
  id: string
  key_id: string
  signature: string
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

/** What the shop says, and what it gives back at once. */
export type Answer = {
  refund: number
  words: string
}

/** What became of each claim; those that were ``looked`` at wait for a second look. */
export type Approved = {
  approved: string[]
  failed: NotApproved[]
  looked: string[]
}

/** Which claims to approve. */
export type Approving = {
  ids: string[]
}

/** Why the payer does not agree. */
export type Asked = {
  words: string
}

/** A request as the payer sees it; ``amount`` null is for the payer to name. ``standing``: a "pay me" code, which asks for nothing. */
export type AskedRequest = {
  amount: number | null
  code: string
  community_id: string
  expires_at: string
  id: string
  many: boolean
  payee: Party
  standing: boolean
  words: string
}

/** What is asked of the caller in person, newest first. */
export type AskedRequests = {
  requests: AskedRequest[]
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

/** What can be blocked; ``codes_left`` counts the one that was typed. */
export type Belongings = {
  codes_left: number
  passkeys: LostPasskey[]
  phones: LostPhone[]
}

/** Whether members may pay one another, and how much one of them in a calendar day. */
export type BetweenMembers = {
  allowed?: boolean
  day_limit?: number | null
}

/** Whose phones and cards are to stop, and why. */
export type BlockCommand = {
  person_id: string
  reason: string
}

/** How many of each stopped. */
export type Blocked = {
  cards: number
  device_keys: number
  passkeys: number
  sessions: number
}

/** The same, and how many recovery codes are left to come back with. */
export type BlockedByCode = {
  cards: number
  codes_left: number
  device_keys: number
  passkeys: number
  sessions: number
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

/** A card, for its holder and those who may help with it. ``number`` is its stored form; ``has_phone``: the holder signs in too, and decides alone about the PIN. ``organisation_id`` is where it was made. */
export type Card = {
  has_phone: boolean
  id: string
  made_at: string
  name: string
  number: string
  organisation_id: string | null
  person_id: string
  replaced_by: string | null
  status: "works" | "locked" | "blocked" | "replaced"
}

/** What is in the wallet; ``card_id`` for coordinators, who may go on for the holder. */
export type CardBalance = {
  balance: number
  card_id: string | null
  name: string
}

/** A card in a list. */
export type CardBrief = {
  id: string
  made_at: string
  name: string
  status: "works" | "locked" | "blocked" | "replaced"
}

/** The work that the holder of a card did; ``minutes`` where it is paid by the hour. */
export type CardClaimBody = {
  card: string
  minutes: number | null
  task_id: string
}

/** A line of a card's history. */
export type CardLine = {
  at: string
  by: string | null
  deed: "made" | "replaced" | "blocked" | "locked" | "unlocked" | "pin" | "shown" | "printed" | "earned" | "handed_over"
  organisation: string | null
}

/** Cards by the name on them. */
export type CardList = {
  cards: CardBrief[]
}

/** A card with its history, newest first; ``seen_as`` is what the reader is to it. ``opened``: the holder typed the PIN before the reader in the last minutes. ``community_id`` is where the card works. */
export type CardPage = {
  card: Card
  community_id: string
  history: CardLine[]
  opened: boolean
  seen_as: "holder" | "coordinator" | "helper"
}

/** ``pin`` null only asks what became of the payment. */
export type CardPaymentBody = {
  amount: number
  card: string
  pin: string | null
  shop_id: string
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

/** A wallet certificate: base64url of its 109 bytes (docs/codes.md). */
export type Certificate = {
  allowance: number
  certificate: string
  expires_at: string
  serial: number
}

/** A certificate key as a JSON Web Key (RFC 7517). */
export type CertificateKey = {
  alg: string
  crv: string
  kid: string
  kty: string
  use: string
  x: string
  y: string
}

/** A JWK set: with it a phone without a network can check certificates; newest first. */
export type CertificateKeys = {
  keys: CertificateKey[]
}

/** Which of the caller's device keys the certificate is for. */
export type CertificateWanted = {
  key_id: string
}

/** What was scanned or typed to check in, and where, for a task with a spot. */
export type CheckingIn = {
  code: string
  position?: Position | null
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

/** A claim. ``person_name`` and ``first_look`` are for those who decide, else null. One that ``needs_second`` is paid when two other people have looked at it. */
export type Claim = {
  amount: number
  at: string
  decided_at: string | null
  first_look: FirstLook | null
  id: string
  minutes: number | null
  needs_second: boolean
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

/** When somebody who forgot to check out really left; null: nothing is paid. */
export type Closing = {
  until: string | null
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

/** One code of a sheet; ``link`` is null until it is signed. */
export type CodeOnSheet = {
  id: string
  link: string | null
  serial: number
  status: "unsigned" | "unused" | "used" | "withdrawn"
  text: string
}

/** What a code is, before anything happens: what a scan ``does``. ``since`` is when the person checked in, who is there now. */
export type CodeReading = {
  claims_left: number | null
  code_id: string
  does: "claim" | "check_in" | "check_out"
  kind: string
  meter: BeforeClaim
  signed_by_organisation: string
  since: string | null
  task: Task
}

/** A sheet: ``count`` codes, of which so many are in each state. */
export type CodeSheet = {
  count: number
  created_at: string
  id: string
  task_id: string
  unsigned: number
  unused: number
  used: number
  withdrawn: number
}

/** The sheets of a task, newest first. */
export type CodeSheets = {
  sheets: CodeSheet[]
}

/** A payment code on the screen. */
export type CodeToShorten = {
  code: string
}

/** A sheet with every code on it, by serial, and until when they are good. */
export type CodesOnSheet = {
  codes: CodeOnSheet[]
  expires_at: string
  sheet: CodeSheet
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

/** The link's secret and the new passkey. */
export type ComeBack = {
  challenge_id: string
  credential: Record<string, unknown>
  device_name: string
  token: string
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

/** Something accepted offline that the payer's coin did not simply pay. ``lost`` is what the shop bears now, ``owed`` what the payer still owes of it, ``repaid`` what came back. ``payer_name`` for issuers and treasurers only. */
export type Conflict = {
  accepted_at: string
  amount: number
  covered: number
  id: string
  lost: number
  lost_because: string | null
  owed: number
  payer_name: string | null
  reason: string
  received: number
  repaid: number
  settled_at: string
  shop: ShopBrief
  status: "paid" | "covered" | "short" | "refused"
  waived_at: string | null
}

/** Newest first; ``next`` is where the list goes on. */
export type ConflictList = {
  conflicts: Conflict[]
  next: string | null
}

/** What the payer agrees to pay from now on. */
export type Consent = {
  amount: number
  euro_cents?: number
}

/** Somebody with whom coin was exchanged. */
export type Contact = {
  hidden: boolean
  last_at: string
  name: string
  person_id: string
}

/** Contacts, newest first, hidden ones last. */
export type ContactList = {
  contacts: Contact[]
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

/** Who took a finding off the list, when, and why. */
export type Dismissal = {
  at: string
  by_name: string
  note: string
}

/** Why a finding needs no more attention; other issuers read it. */
export type Dismissing = {
  note: string
}

/** A dispute as it stands. ``due_at``: until when whoever's turn it is has time. ``may`` says what the caller can do now. */
export type Dispute = {
  amount: number
  closed_at: string | null
  community_id: string
  due_at: string | null
  id: string
  may: ("answer" | "accept" | "ask" | "withdraw" | "decide" | "pay")[]
  opened_at: string
  outcome: "accepted" | "decided" | "withdrawn" | "lapsed" | null
  owed: number
  payment: DisputedPayment
  refunded: number
  shop: OrganisationBrief
  status: "open" | "answered" | "asked" | "closed"
  words: string
}

/** Disputes: those that are open first, then the newest. */
export type DisputeList = {
  disputes: Dispute[]
}

/** How long a payment can be disputed, and how long the shop has for its answer. */
export type DisputeRules = {
  answer_days?: number
  days?: number
}

/** A step of the history. ``side`` is who took it (null: the calendar). */
export type DisputeStep = {
  amount: number
  at: string
  kind: "opened" | "answered" | "accepted" | "asked" | "overdue" | "decided" | "paid" | "lapsed" | "withdrawn"
  side: "payer" | "shop" | "community" | null
  words: string
}

/** A dispute with its whole history, oldest first. */
export type DisputeWithSteps = {
  amount: number
  closed_at: string | null
  community_id: string
  due_at: string | null
  id: string
  may: ("answer" | "accept" | "ask" | "withdraw" | "decide" | "pay")[]
  opened_at: string
  outcome: "accepted" | "decided" | "withdrawn" | "lapsed" | null
  owed: number
  payment: DisputedPayment
  refunded: number
  shop: OrganisationBrief
  status: "open" | "answered" | "asked" | "closed"
  steps: DisputeStep[]
  words: string
}

/** The payment that it is about; ``left`` is what can still be given back of it. */
export type DisputedPayment = {
  amount: number
  at: string
  id: string
  left: number
}

/** Standing orders: notice before, tries again when coin is short, and what happens then. */
export type DueRules = {
  notice_days?: number
  retries?: number
  retry_days?: number
  short?: "skip" | "end"
}

/** Somebody without a phone: what they are called, what stands on the card, and their PIN. */
export type EnrolmentBody = {
  card_id: string
  card_name: string
  display_name: string
  language: string
  pin: string
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

/** Something that was stopped of one's own, by whom (null: by a recovery code), and when. */
export type Event = {
  at: string
  by_name: string | null
  cards: number
  device_keys: number
  how: "recovery_code" | "helper" | "coordinator" | "recovery"
  passkeys: number
  sessions: number
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

/** Something unusual. ``numbers`` are counts, minutes and, as ``amount``, minor units. */
export type Finding = {
  dismissed: Dismissal | null
  first_at: string
  found_at: string
  id: string
  last_at: string
  numbers: Record<string, number>
  organisations: OrganisationBrief[]
  pattern: "one_phone" | "at_night" | "in_a_burst" | "one_sided" | "to_one_customer" | "in_circles" | "at_once" | "replayed"
  people: PersonNamed[]
  task: TaskNamed | null
}

/** Findings, newest first; ``open`` counts all that nobody has dismissed. */
export type Findings = {
  findings: Finding[]
  next: string | null
  open: number
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

/** Who gave a claim the first of two looks, and whether that was oneself. */
export type FirstLook = {
  at: string
  by_name: string
  own: boolean
}

/** Somebody of that name; ``trusted`` holds a role that others rely on. */
export type Found = {
  display_name: string
  member_since: string
  person_id: string
  trusted: boolean
}

/** Everybody of that name. */
export type FoundList = {
  people: Found[]
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

/** A card as it was scanned or typed. */
export type GivenCard = {
  card: string
}

/** A card as it was scanned or typed, and the PIN that its holder typed. */
export type GivenCardAndPin = {
  card: string
  pin: string
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

/** How the guarantee stands. ``covered`` is all it ever bore; of that ``repaid`` came back, ``owed`` may, ``gone`` will not. ``at_stake``: the most that ``certificates`` holders could still take from it. */
export type Guarantee = {
  at_stake: number
  balance: number
  certificates: number
  covered: number
  gone: number
  lost_by_shops: number
  moves: GuaranteeMove[]
  owed: number
  repaid: number
}

/** Coin that was put in (> 0) or taken out (< 0). */
export type GuaranteeMove = {
  amount: number
  at: string
  by_name: string
  id: string
  why: string
}

/** Coin into the guarantee (``amount`` > 0) from a programme or the fund, or back (< 0). */
export type GuaranteeOrder = {
  amount: number
  community_id: string
  programme_id: string | null
  why: string
}

/** From which reward on a second coordinator has to agree; null is never. */
export type GuardRules = {
  second_look_from?: number | null
}

/** Whether the card goes on to work beside the phone. */
export type HandOverBody = {
  keep_card: boolean
}

/** The passkey that the browser made. */
export type HandOverFinish = {
  challenge_id: string
  credential: Record<string, unknown>
  device_name: string
}

/** A link for the holder's new phone; ``url`` is also what its QR holds. */
export type HandOverLink = {
  expires_at: string
  url: string
}

/** Whose wallet comes to this phone. */
export type HandOverLook = {
  community: CommunityBrief
  display_name: string
  expires_at: string
  keep_card: boolean
}

/** The secret part of a link. */
export type HandOverToken = {
  token: string
}

/** The recovery codes, shown once. */
export type HandedOver = {
  recovery_codes: string[]
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

/** Who helps, or whom one helps; an offer that nobody accepted yet has no name. */
export type Helper = {
  id: string
  name: string | null
  offer_ends_at: string | null
  person_id: string | null
  since: string | null
}

/** One's helpers (``most`` at most), those whom one helps, and what was ever blocked. */
export type HelperList = {
  events: Event[]
  helpers: Helper[]
  helping: Helper[]
  most: number
}

/** An offer to hand over; its link is shown only now. */
export type HelperOffer = {
  expires_at: string
  id: string
  url: string
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

/** The device key that will sign: 16 hexadecimal characters; and the kind of code to make. */
export type KeyToSign = {
  key_id: string
  kind?: "poster" | "live" | "check-in" | "check-out"
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

/** Whose account a link opens. */
export type LinkLook = {
  community: CommunityBrief
  display_name: string
  expires_at: string
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

/** How many findings a look made. */
export type Looked = {
  found: number
}

/** A recovery code, as it was typed. */
export type LostCode = {
  code: string
}

/** What is to stop: these phones, these passkeys, and all wallet cards or none. */
export type LostCommand = {
  cards: boolean
  code: string
  passkeys: string[]
  phones: string[]
}

/** A passkey by its name. */
export type LostPasskey = {
  id: string
  last_used_at: string | null
  name: string
}

/** Where the person is signed in. */
export type LostPhone = {
  id: string
  last_used_at: string
  name: string
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

/** The member's newest card, if any; what cards pay here at most, and what it paid today. */
export type MyCard = {
  card: Card | null
  per_day: number
  per_payment: number
  spent_today: number
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

/** What was scanned or typed, and how long the work took when that counts. ``position`` is asked for by tasks with a spot only, and is not part of the claim. */
export type NewClaim = {
  code: string
  minutes?: number | null
  position?: Position | null
}

/** A sheet of single-use vouchers, and the device key that will sign them. */
export type NewCodeSheet = {
  count: number
  key_id: string
  task_id: string
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

/** Which payment is not right, how much of it (null: all that is left), and why. */
export type NewDispute = {
  amount: number | null
  payment_id: string
  words: string
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

/** A sheet of notes of one amount, out of a budget, or out of the till without one. */
export type NewNoteSheet = {
  amount: number
  budget_id?: string | null
  count: number
  key_id: string
  organisation_id: string
}

/** Take a note: into the till of ``shop_id``, or without one into the caller's wallet. */
export type NewNoteTaking = {
  code: string
  shop_id?: string | null
}

/** Which serials are lost, and why they are withdrawn. */
export type NewNoteWithdrawal = {
  first: number
  last: number
  sheet_id: string
  why: string
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

/** Who is to be let back in, at which organisation it is begun, and why. */
export type NewRecovery = {
  organisation_id: string
  person_id: string
  reason: string
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

/** A task that a coordinator makes, under an id that the phone made. ``act`` names an act on the community's list of rewarded acts, whose reward this then is. A ``measured`` task is paid by the time between check-in and check-out. */
export type NewTask = {
  act?: string | null
  budget_id: string
  description?: string
  ends_at?: string | null
  id: string
  limits?: Limits
  measured?: boolean
  needs_approval?: boolean
  picture: Pictogram
  place?: string
  reward: Reward
  spot?: Spot | null
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

/** The version of each topic, null for what is unknown; ``version`` stands for all of them. */
export type News = {
  topics: Record<string, string | null>
  version: string
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

/** One note of a sheet; ``link`` is null until it is signed. */
export type NoteOnSheet = {
  id: string
  link: string | null
  serial: number
  status: "unsigned" | "unused" | "used" | "withdrawn"
  text: string
}

/** What a note is, before it is taken. */
export type NoteReading = {
  amount: number
  community_id: string
  expires_at: string
  organisation: OrganisationBrief
  serial: number
}

/** The printed notes there are; an empty list means none. */
export type NoteRules = {
  denominations?: number[]
}

/** A sheet: ``count`` notes of ``amount``, of which so many are in each state. */
export type NoteSheet = {
  amount: number
  budget_id: string | null
  count: number
  created_at: string
  id: string
  organisation: OrganisationBrief
  unsigned: number
  unused: number
  used: number
  withdrawn: number
}

/** The sheets of an organisation, newest first, and what it may print. ``denominations``: the amounts of notes by the community's rules; empty when there are none. */
export type NoteSheets = {
  denominations: number[]
  sheets: NoteSheet[]
}

/** A note was taken. */
export type NoteTaking = {
  amount: number
  at: string
  id: string
  organisation: OrganisationBrief
  serial: number
  shop_id: string | null
}

/** ``count`` notes were withdrawn and ``amount`` coin went back. */
export type NoteWithdrawal = {
  amount: number
  at: string
  count: number
  id: string
  sheet: NoteSheet
}

/** A sheet with every note on it, by serial, and until when they are good. */
export type NotesOnSheet = {
  codes: NoteOnSheet[]
  expires_at: string
  sheet: NoteSheet
}

/** ``count`` printed notes of ``amount`` are out. */
export type NotesOutstanding = {
  amount: number
  count: number
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

/** Who asks for help, before anybody decides. */
export type OfferLook = {
  community: CommunityBrief
  expires_at: string
  member_name: string
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
  measured: boolean
  mine: Mine
  needs_approval: boolean
  organisation: OrganisationBrief
  picture: Pictogram
  place: string
  reward: Reward
  spot: Spot | null
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

/** The link for the person's new phone; it is shown only now. */
export type OpenedRecovery = {
  expires_at: string
  recovery: Recovery
  url: string
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

/** The name that is to stand on the card, and the PIN. */
export type OwnCardBody = {
  name: string
  pin: string
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

/** Who is on the other side. ``kind`` shop stands for every organisation with a counter. */
export type Party = {
  id: string
  kind: "member" | "shop"
  name: string
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

/** A request as its payee sees it: how it stands, how often it was paid, and how much came in. ``asked`` is the contact who was told; ``share`` whose part of a bill it is. */
export type PaymentRequest = {
  amount: number | null
  asked: string | null
  at: string
  code: string
  community_id: string
  expires_at: string
  id: string
  kind: "member" | "shop"
  link: string
  many: boolean
  organisation_id: string | null
  paid: number
  received: number
  share: string | null
  split_id: string | null
  status: "open" | "paid" | "declined" | "cancelled" | "expired"
  words: string
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

/** Somebody whom a finding is about. */
export type PersonNamed = {
  id: string
  name: string
}

/** What the work looks like, for whoever would rather see than read. */
export type Pictogram = "broom" | "plant" | "tree" | "book" | "soup" | "tools" | "child" | "playground" | "elder" | "walk" | "dog" | "bike" | "computer" | "language" | "music" | "paint" | "sew" | "repair" | "bins" | "canal" | "garden" | "coffee" | "party" | "hands"

/** A new PIN. */
export type PinBody = {
  pin: string
}

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

/** Where a phone is (degrees, WGS 84), and by how many metres that may be wrong. It is compared with the task's place and not kept anywhere. */
export type Position = {
  accuracy: number
  latitude: number
  longitude: number
}

/** Exactly what the phone has to sign, as docs/codes.md writes it. */
export type PreparedCode = {
  claims: CodeClaims
  header: CodeHeader
}

/** What the phone has to sign next; nothing when all is signed. */
export type PreparedCodes = {
  codes: PreparedCode[]
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

/** What everybody may know of a neighbourhood's coin, from its ledger at this moment. ``notes``: the printed notes that are out, smallest first; their coin stands in ``held``. */
export type PublicFigures = {
  at: string
  coins: number
  community: CommunityBrief
  covered_percent: number | null
  euro_cents: number
  held: Held[]
  notes: NotesOutstanding[]
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

/** A subscription as the browser's ``toJSON`` gives it. */
export type PushAddress = {
  endpoint: string
  keys: PushKeys
}

/** The browser's keys (RFC 8291), base64url. */
export type PushKeys = {
  auth: string
  p256dh: string
}

/** What one's phones are told; ``public_key`` is what a browser subscribes with (RFC 8292). */
export type PushSettings = {
  here: boolean
  phones: number
  public_key: string
  switches: Record<string, boolean>
}

/** Switches to turn on or off; those that are not named stay. */
export type PushSwitches = {
  switches: Record<string, boolean>
}

/** A shop's queue, or part of it. */
export type Queue = {
  items: AcceptedItem[]
}

/** The newest notice that was seen; it and all older ones count as read. */
export type Read = {
  up_to: string
}

/** Why not. */
export type ReasonAgainst = {
  reason: string
}

/** What was sent or paid, as the payer or the payee sees it. */
export type Receipt = {
  amount: number
  at: string
  community_id: string
  direction: "in" | "out"
  id: string
  other: Party
  request_id: string | null
  words: string
}

/** What came in from other members, newest first. */
export type Received = {
  receipts: Receipt[]
}

/** A recovery. ``slip`` is for those who may begin one; ``mine``: begun by the caller. ``at_once``: a second coordinator may agree before ``opens_at``. */
export type Recovery = {
  agreed_at: string | null
  agreed_by_name: string | null
  at_once: boolean
  ended_at: string | null
  ended_how: "used" | "passkey" | "recovery_code" | "desk" | "expired" | null
  ends_at: string
  id: string
  mine: boolean
  opens_at: string
  organisation: OrganisationBrief
  person_name: string
  reason: string
  slip: string | null
  started_at: string
  started_by_name: string
  trusted: boolean
}

/** New recovery codes, shown only now. */
export type RecoveryCodes = {
  codes: string[]
}

/** How many recovery codes still work. */
export type RecoveryCodesLeft = {
  unused: number
}

/** Recoveries, newest first. */
export type RecoveryList = {
  recoveries: Recovery[]
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

/** What an organisation can turn into euro, now and later, and at which terms. ``open`` says whether organisations of its kind may; ``quote`` is for all that may go now (null: less than a cent, or nothing). ``owed`` was to be given back to customers and is not yet; it is kept back of what could go now. */
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
  owed: number
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

/** The rules of redeeming that hold today. ``after_refund_days``: so long coin waits because its payment can be given back; 0: not at all. */
export type RedemptionTerms = {
  after_days: number
  after_refund_days: number
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

/** A request that the phone has signed (``code``), or its ``terms``. */
export type RequestBody = {
  asked_id?: string | null
  code?: string | null
  many?: boolean
  terms?: RequestTerms | null
}

/** A payment request that was scanned or opened. */
export type RequestCode = {
  code: string
}

/** A request with its payments, newest first; ``next`` asks for older ones. */
export type RequestDetail = {
  next: number | null
  payments: RequestPayment[]
  request: PaymentRequest
}

/** A JWK set (RFC 7517): the keys that signed open requests of shops, with whose they are. */
export type RequestKeys = {
  keys: Record<string, string>[]
}

/** Requests, newest first; ``next`` is the ``before`` of the following page. */
export type RequestList = {
  next: string | null
  requests: PaymentRequest[]
}

/** One payment of a request; a shop is not told who the payer is. */
export type RequestPayment = {
  amount: number
  at: string
  id: string
  name: string | null
  number: number
}

/** What the server is to sign for a phone that keeps no key; ``amount`` 0: any. */
export type RequestTerms = {
  amount: number
  community_id: string
  expires_at: string
  organisation_id?: string | null
  words: string
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

/** What became of one item: of ``amount`` so much was received, ``covered`` by the guarantee. ``code`` says why it was not simply paid; ``payment`` is the payment in the till, if any. */
export type Result = {
  amount: number
  code: string | null
  covered: number
  id: string
  payment: string | null
  received: number
  status: "paid" | "covered" | "short" | "refused"
}

/** In the order in which the items were sent. */
export type Results = {
  results: Result[]
}

/** Why coin is given back. */
export type ReturnWhy = {
  why: string
}

/** Ten new recovery codes, shown only now; the earlier ones are void. */
export type Returned = {
  recovery_codes: string[]
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

/** Somebody who scanned a live code: for a reward, or to check in. */
export type Scanned = {
  at: string
  does: "claim" | "check_in"
  name: string
}

/** What was scanned (a JWS or the link around it) or typed (a text code). */
export type ScannedCode = {
  code: string
}

/** What was scanned (a JWS or the link around it) or typed (a text code). */
export type ScannedNote = {
  code: string
}

/** How many scanned a live code, who of them lately; ``there``: are checked in now. */
export type Scans = {
  latest: Scanned[]
  scanned: number
  there: number
}

/** The secret part of a link. */
export type Secret = {
  token: string
}

/** By the ``code`` of a request, or to a contact; ``words`` where the request has none. */
export type SendCommand = {
  amount: number
  code?: string | null
  community_id?: string | null
  contact_id?: string | null
  words?: string
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

/** One share: whose it is as the payee typed it, and its request. */
export type ShareBody = {
  asked_id?: string | null
  code?: string | null
  id: string
  name: string
  terms?: RequestTerms | null
}

/** The device key that signs what is left of a sheet: 16 hexadecimal characters. */
export type SheetKey = {
  key_id: string
}

/** Which serials to withdraw: from ``first`` to ``last``; null is open on that side. */
export type SheetWithdrawal = {
  first?: number | null
  last?: number | null
}

/** Who is paid. */
export type ShopBrief = {
  id: string
  name: string
}

/** What a shop has to know before it has no network any more. ``revoked``: keys with a living certificate that are not to be accepted. */
export type ShopCache = {
  certificate_keys: CertificateKeys
  now: string
  revoked: string[]
  rules: OfflineRules
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

/** What the phone signed. */
export type SignedCodes = {
  jws: string[]
}

/** Who signed up, and the recovery codes, shown only now. */
export type SignedUp = {
  me: Me
  recovery_codes: string[]
}

/** The code on the slip that the person carries. */
export type Slip = {
  slip: string
}

/** What coin may buy (null: everything), and the kinds of organisation with a counter. */
export type SpendingRules = {
  categories?: string[] | null
  organisations?: ("shop" | "association" | "institution" | "municipality")[]
}

/** A bill: its total, what came in, and how many shares are paid of those not taken back. */
export type Split = {
  at: string
  community_id: string
  id: string
  own: number
  paid: number
  received: number
  shares: number
  total: number
  words: string
}

/** A bill: ``own`` is the part of who paid it, which nobody is asked for. */
export type SplitBody = {
  community_id: string
  own: number
  shares: ShareBody[]
  words: string
}

/** A bill with the request of each share. */
export type SplitDetail = {
  requests: PaymentRequest[]
  split: Split
}

/** The caller's bills, newest first. */
export type SplitList = {
  splits: Split[]
}

/** What hangs there counts within ``radius`` metres of here (degrees, WGS 84). */
export type Spot = {
  latitude: number
  longitude: number
  radius: number
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

/** Being at work from check-in to check-out; open while ``until`` is null. ``amount`` (minor units) is what it was worth; null while it is open, and when nothing was paid. ``forgotten``: it is open for so long that only a coordinator can end it. ``person_name`` is for coordinators, else null. */
export type Stay = {
  amount: number | null
  claim_id: string | null
  forgotten: boolean
  id: string
  person_name: string | null
  since: string
  task: StayOfTask
  until: string | null
}

/** The task that somebody is at. */
export type StayOfTask = {
  id: string
  organisation: OrganisationBrief
  picture: Pictogram
  title: string
}

/** Stays, longest open first, or newest first where all are asked for. */
export type Stays = {
  stays: Stay[]
}

/** Which role to step into. */
export type StepInto = {
  role: string
}

/** A recovery code. */
export type StopByCode = {
  code: string
  device_name: string
}

/** A passkey's answer. */
export type StopByPasskey = {
  challenge_id: string
  credential: Record<string, unknown>
  device_name: string
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
  measured: boolean
  needs_approval: boolean
  organisation: OrganisationBrief
  picture: Pictogram
  place: string
  reward: Reward
  spot: Spot | null
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

/** What to change; what is left out stays. A window's ends, the act and the spot may be null. A reward and limits are given whole. */
export type TaskChange = {
  act?: string | null
  description?: string | null
  ends_at?: string | null
  limits?: Limits | null
  needs_approval?: boolean | null
  picture?: Pictogram | null
  place?: string | null
  reward?: Reward | null
  spot?: Spot | null
  starts_at?: string | null
  title?: string | null
}

/** A registered code: ``text`` to type, ``link`` in the QR, and who signed it. */
export type TaskCode = {
  created_at: string
  expires_at: string
  id: string
  kind: "poster" | "voucher" | "live" | "check-in" | "check-out"
  link: string
  signed_by: string
  status: "good" | "withdrawn"
  text: string
}

/** The codes of a task, newest first. */
export type TaskCodes = {
  codes: TaskCode[]
}

/** The task that a finding is about. */
export type TaskNamed = {
  id: string
  title: string
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

/** Why a debt is forgiven. */
export type Waiver = {
  why: string
}

/** A member's own account; ``limit`` is what an open code pays without a question. ``notices`` is how many the member has not read yet. ``owes``: what was spent offline beyond the balance; what comes in pays it back first. */
export type Wallet = {
  account_id: string
  balance: number
  limit: number
  notices: number
  owes: number
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

/** A name, exactly as the person carries it here. */
export type WhoIsMeant = {
  name: string
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

/** The second issuer's word. */
export type CirculationDecision = {
  agreed: boolean
}

/** What the community decided, and what the shop gives back. */
export type DisputesDecision = {
  refund: number
  words: string
}
