/** Kept free for the app itself: its files, its caches and the answers still to be written, bytes. */
const RESERVE = 2 * 1024 * 1024
/** The estimate walks through the whole origin, so it is asked at most this often, milliseconds. */
const FRESH = 30_000

let asked = { at: 0, left: true }

/** Whether the browser has room for one more command; true where it does not tell. */
export async function roomIsLeft(): Promise<boolean> {
  if (Date.now() - asked.at < FRESH) return asked.left
  const { quota, usage } = await estimated()
  asked = { at: Date.now(), left: quota === undefined || quota - (usage ?? 0) > RESERVE }
  return asked.left
}

async function estimated(): Promise<StorageEstimate> {
  const storage = globalThis.navigator?.storage
  return (await storage?.estimate?.().catch(() => undefined)) ?? {}
}
