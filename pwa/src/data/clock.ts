import { computed, signal } from '@preact/signals'

const SAVED = 'wm.clock'
const WRONG = 20_000

/**
 * Server time minus this device's time, in milliseconds, as of the last answer; a clock that is wrong is remembered,
 * so that codes made without a network carry the right time.
 */
export const clockSkew = signal(Number(globalThis.localStorage?.getItem(SAVED) ?? 0) || 0)

/** More than 20 seconds off: payment codes made here may be refused, so the app says so. */
export const clockIsWrong = computed(() => Math.abs(clockSkew.value) > WRONG)

/** Learns the skew from an HTTP `Date` header, which has whole seconds: hence the half second. */
export function learnClock(dateHeader: string | null, sentAt: number, receivedAt: number): void {
  const server = dateHeader ? Date.parse(dateHeader) : Number.NaN
  if (Number.isNaN(server) || receivedAt - sentAt > 10_000) return
  keepSkew(Math.round(server + 500 - (sentAt + receivedAt) / 2))
}

/** The person has set the clock right, and there is no network that could tell. */
export const trustOwnClock = (): void => keepSkew(0)

function keepSkew(skew: number): void {
  clockSkew.value = skew
  if (Math.abs(skew) > WRONG) globalThis.localStorage?.setItem(SAVED, String(skew))
  else globalThis.localStorage?.removeItem(SAVED)
}

/** Now by the server's clock, Unix milliseconds. */
export const serverNow = (): number => Date.now() + clockSkew.value
