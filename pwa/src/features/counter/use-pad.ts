import { useRef, useState } from 'preact/hooks'

type Typed = { typed: string; amount: number }

export type Pad = Typed & {
  /** `typed` is plain digits with a dot, `amount` its worth in minor units. */
  type: (typed: string, amount: number) => void
  /** Shows an amount of minor units as if it had been keyed in. */
  set: (amount: number, decimals: number) => void
  /** Takes back what was typed since a moment (as of performance.now()): it was not a hand. */
  rollBack: (since: number) => void
}

/** Enough to take back all the digits of the longest code that a slow hand scanner types. */
const REMEMBERED = 400

/** What is keyed in, and what was just before. */
export function usePad(): Pad {
  const [now, setNow] = useState<Typed>({ typed: '', amount: 0 })
  const earlier = useRef<{ value: Typed; until: number }[]>([])
  return {
    ...now,
    type: (typed, amount) => {
      earlier.current = [...earlier.current, { value: now, until: performance.now() }].slice(-REMEMBERED)
      setNow({ typed, amount })
    },
    set: (amount, decimals) => setNow({ typed: typedOf(amount, decimals), amount }),
    rollBack: (since) => {
      const before = earlier.current.find(({ until }) => until >= since)
      if (before) setNow(before.value)
    },
  }
}

/** Minor units as the pad types them: 1250 with 2 decimals is "12.50". */
export function typedOf(amount: number, decimals: number): string {
  const scale = 10 ** decimals
  const fraction = amount % scale
  return `${Math.floor(amount / scale)}${fraction ? `.${String(fraction).padStart(decimals, '0')}` : ''}`
}
