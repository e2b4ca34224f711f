/**
 * What became of something that a person did. `waiting`: to be sent by itself; `needs-you`: only the person can go on
 * (a passkey, the minutes worked, a screen where it is settled); `done` and `refused` stay until somebody has seen it.
 */
export type Status = 'waiting' | 'needs-you' | 'done' | 'refused'

/** Why the server did not take it, as the errors are named. */
export type Why = { code: string; params: Record<string, unknown> }

/** What a screen says about it without a network. */
export type About = {
  /** Minor units. */
  amount?: number
  /** A name that needs no translation: of a task, a neighbourhood. */
  title?: string
  /** The screen that goes on with it. */
  path?: string
}

/** One thing in the outbox. Its id is made with it and never changes, so that it happens once whatever gets lost. */
export type Item = {
  /** UUIDv7, so that the order of ids is the order of making. */
  id: string
  /** The person who did it; or the organisation, for what anybody at its counter may send. */
  owner: string
  /** The collection that it is sent to, or another way of sending by name. */
  kind: string
  status: Status
  body: unknown
  about: About
  /** RFC 3339. */
  madeAt: string
  /** When it was settled, RFC 3339. */
  settledAt?: string
  /** How often sending it failed for a reason that may pass; Unix milliseconds before which it is not tried again. */
  tries: number
  notBefore: number
  why?: Why
  result?: unknown
  /** Says which content it has while it is not settled: the same content again is the same command. */
  same?: string
  /** One thing at a time stands in a slot, such as paying at one counter; its screen sends it. */
  slot?: string
}

/** How many things an outbox holds at most; far more than a busy shop's week without a network. */
export const MOST = 10_000

/** The states in which something is not settled. */
export const OPEN: readonly Status[] = ['waiting', 'needs-you']
