/** When this browser last renewed its session, Unix milliseconds; shared by all its tabs. */
const RENEWED = 'wm.renewed'

let running: Promise<void> | undefined

/**
 * Renews the session once for all requests and all tabs that find it expired together: the refresh token is
 * single-use, and a second use would end the session. `startedAt` is when the failed request was sent; when
 * another tab has renewed since, there is nothing to do.
 */
export function refreshSession(startedAt: number, renew: () => Promise<unknown>): Promise<void> {
  running ??= withLock(async () => {
    if (Number(storage()?.getItem(RENEWED) ?? 0) > startedAt) return
    await renew()
    storage()?.setItem(RENEWED, String(Date.now()))
  }).finally(() => {
    running = undefined
  })
  return running
}

function withLock(work: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request('wm-session', work) : work()
}

const storage = (): Storage | undefined => globalThis.localStorage
