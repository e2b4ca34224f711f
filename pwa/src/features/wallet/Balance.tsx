import { useEffect, useState } from 'preact/hooks'
import { justEarned } from '../../data/earned'
import { Amount } from '../../ui/Amount'
import type { Unit } from '../../ui/money'
import { wantsLessMotion } from '../../ui/preferences'

/** How long coins fly, as long as the animation in wallet.css, milliseconds. */
const FLIGHT = 400
const COINS = ['1', '2', '3', '4', '5', '6', '7']

/** The balance; what was earned just now flies in as coins while the number rises. Still without motion. */
export function Balance({ amount, unit }: { amount: number; unit: Unit }) {
  const [arriving] = useState(() => justEarned.peek())
  const [shown, setShown] = useState(1)
  const flying = arriving > 0 && arriving <= amount && !wantsLessMotion()
  useEffect(() => {
    justEarned.value = 0
    if (!flying) return undefined
    return rise(setShown)
  }, [])
  const coin = 10 ** unit.decimals
  const missing = flying ? Math.round((arriving * (1 - shown)) / coin) * coin : 0
  return (
    <div class="home-balance">
      {flying && shown < 1 && (
        <div class="coins-flying" aria-hidden="true">
          {COINS.map((coin) => (
            <i key={coin} class={`flying flying-${coin}`} />
          ))}
        </div>
      )}
      <Amount value={amount - missing} unit={unit} />
    </div>
  )
}

/** Calls `show` with 0 to 1 over the time that coins fly. Returns how to stop. */
function rise(show: (part: number) => void): () => void {
  const start = performance.now()
  let frame = 0
  const step = (now: number): void => {
    const part = Math.min(1, Math.max(0, (now - start) / FLIGHT))
    show(part)
    if (part < 1) frame = requestAnimationFrame(step)
  }
  step(start)
  return () => cancelAnimationFrame(frame)
}
