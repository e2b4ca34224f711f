/**
 * The shapes that the API speaks, by the names that the app uses. They are generated from the server's own
 * schemas (`npm run api-types`). Amounts are minor units, times RFC 3339 UTC.
 */
import type * as Api from './api-types'

export type {
  Account,
  Budget,
  BurnDown,
  Card,
  CardBalance,
  CardBrief,
  CardPage,
  Claim,
  Collection,
  CollectionList,
  Community,
  CommunityBrief,
  Currency,
  Deposit,
  DeviceKey,
  EnrolmentLink,
  EnrolmentLook,
  Entry,
  ExampleRole,
  Finding,
  Garden,
  GivenMandate,
  HandOverLink,
  HandOverLook,
  HeldRole as Membership,
  Issue,
  ManagedPlan,
  Mandate,
  MandateHistory,
  Me,
  MyCard,
  Notice,
  NoticeList,
  OpenPlan,
  Organisation,
  OrganisationBrief,
  Passkey,
  Payer,
  PayerList,
  Payment,
  People,
  Plan,
  Plot,
  Programme,
  ProgrammeFigures,
  ProgrammeLine,
  PublicFigures,
  Refund,
  Reserve,
  RoleHolder,
  Scans,
  Server,
  Session as SessionInfo,
  Setting,
  StaffMember,
  Statement,
  Stay,
  TaskCode,
  Till,
  VolunteerMeter,
  Waiting,
  Wallet,
  Withdrawal,
} from './api-types'

export type Role = Api.HeldRole['role']
export type OrganisationKind = Api.OrganisationBrief['kind']
export type PaymentStatus = Api.Payment['status']

/** How a task pays, as it is read: what may be left out when it is sent is always there. */
export type Reward = Required<Omit<Api.Reward, 'minute_step'>> & { minute_step?: number | null }

/** A task as a coordinator or a resident reads it; `mine` is there in a resident's list. */
export type Task = Omit<Api.Task, 'reward' | 'limits'> & {
  reward: Reward
  limits: Required<Api.Limits>
  mine?: Api.Mine
}

/** What a scanned or typed task code turned out to be. */
export type CodeReading = Omit<Api.CodeReading, 'task'> & { task: Task }

/** An RFC 9457 problem; parameters such as `limit` or `retry_after` stand beside `code`. */
export type Problem = Api.Problem & {
  fields?: { path: string; code: string }[]
  [parameter: string]: unknown
}
