import { CodeError } from './code-error'

/** What honest clocks may differ, seconds. */
export const CLOCK_SKEW_SECONDS = 30

/** Returns when `now` lies in [notBefore - skew, expiresAt + skew), Unix seconds; else CodeError. */
export function checkWindow(notBefore: number, expiresAt: number, now: Date): void {
  const at = now.getTime() / 1000
  const late = at - expiresAt - CLOCK_SKEW_SECONDS
  if (late >= 0) throw new CodeError('code_expired', Math.floor(late))
  const early = notBefore - CLOCK_SKEW_SECONDS - at
  if (early > 0) throw new CodeError('code_from_future', Math.floor(early) + 1)
}
