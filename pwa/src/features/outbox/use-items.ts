import { useEffect, useRef, useState } from 'preact/hooks'
import { counts, forgetSeen, type Item, listed, ownersNow, type Status } from '../../data/outbox'

/** The first of each state, oldest first; what there is more of is only counted. */
export type Shown = Record<Status, Item[]>
export const SHOWN = 50
const NOTHING: Shown = { waiting: [], 'needs-you': [], done: [], refused: [] }

/** What the outbox holds, read again whenever its counts change; what came through counts as seen afterwards. */
export function useItems(): Shown | undefined {
  const [shown, setShown] = useState<Shown>()
  const seen = useRef<Item[]>([])
  useEffect(() => {
    let current = true
    void readAll().then((found) => {
      if (!current) return
      seen.current = found.done
      setShown(found)
    })
    return () => {
      current = false
    }
  }, [counts.value])
  useEffect(() => () => void forgetSeen(seen.current), [])
  return shown
}

async function readAll(): Promise<Shown> {
  const shown: Shown = { ...NOTHING }
  for (const status of Object.keys(NOTHING) as Status[]) {
    const each = ownersNow().map((owner) => listed(owner, status, SHOWN).catch(() => []))
    shown[status] = (await Promise.all(each)).flat().slice(0, SHOWN)
  }
  return shown
}
