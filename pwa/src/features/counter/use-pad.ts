import { useRef, useState } from 'preact/hooks'

/** Keys that follow each other this fast may be a hand scanner's, milliseconds. */
const BURST = 200

export type Pad = {
  /** Plain digits with a dot, and their worth in minor units. */
  typed: string
  amount: number
  type: (typed: string, amount: number) => void
  /** Shows an amount of minor units as if it had been keyed in. */
  set: (amount: number, decimals: number) => void
  /** Takes back what was typed in this very moment: it was not a hand. */
  rollBack: () => void
}

/** What is keyed in, and what was before a hand scanner began to type. */
export function usePad(): Pad {
  const [now, setNow] = useState({ typed: '', amount: 0 })
  const steady = useRef({ value: now, keyedAt: 0 })
  return {
    ...now,
    type: (typed, amount) => {
      const at = performance.now()
      if (at - steady.current.keyedAt > BURST) steady.current.value = now
      steady.current.keyedAt = at
      setNow({ typed, amount })
    },
    set: (amount, decimals) => setNow({ typed: typedOf(amount, decimals), amount }),
    rollBack: () => {
      if (performance.now() - steady.current.keyedAt < BURST) setNow(steady.current.value)
    },
  }
}

/** Minor units as the pad types them: 1250 with 2 decimals is "12.50". */
export function typedOf(amount: number, decimals: number): string {
  const scale = 10 ** decimals
  const fraction = amount % scale
  return `${Math.floor(amount / scale)}${fraction ? `.${String(fraction).padStart(decimals, '0')}` : ''}`
}
