import { computed, signal } from '@preact/signals'

/** Server time minus this device's time, in milliseconds, as of the last answer. */
export const clockSkew = signal(0)

/** More than 20 seconds off: payment codes made here may be refused, so the app says so. */
export const clockIsWrong = computed(() => Math.abs(clockSkew.value) > 20_000)

/** Learns the skew from an HTTP `Date` header, which has whole seconds: hence the half second. */
export function learnClock(dateHeader: string | null, sentAt: number, receivedAt: number): void {
  const server = dateHeader ? Date.parse(dateHeader) : Number.NaN
  if (Number.isNaN(server) || receivedAt - sentAt > 10_000) return
  clockSkew.value = Math.round(server + 500 - (sentAt + receivedAt) / 2)
}

/** Now by the server's clock, Unix milliseconds. */
export const serverNow = (): number => Date.now() + clockSkew.value
