import type { Reward } from '../../../data/types'
import { formatCoins, type Unit } from '../../../ui/money'
import type { Printable } from './load'
import type { Voice } from './voices'

/** The code itself: `size` is the side of the black squares together, without the white margin, in millimetres. */
export function Code({ code, size, label }: { code: Printable; size: number; label: string }) {
  const side = `calc(${(size * code.margin).toFixed(3)} * var(--mm))`
  return (
    <img
      class="page-code"
      src={code.picture}
      alt={label}
      data-millimetres={size}
      style={{ inlineSize: side, blockSize: side }}
    />
  )
}

/** What the work pays, in the neighbourhood's first language. */
export function rewardIn({ t }: Voice, { kind, amount }: Reward, unit: Unit): string {
  const coins = formatCoins(amount, unit)
  return kind === 'fixed' ? coins : t('poster.perHour', { amount: coins })
}

type Said = 'poster.scan' | 'poster.scanShort' | 'poster.come' | 'poster.go'

/** What a poster asks for: to scan when the work is done, when coming, or when leaving. */
export function askOf({ kind }: Printable, done: 'poster.scan' | 'poster.scanShort' = 'poster.scan'): Said {
  if (kind === 'check-in') return 'poster.come'
  return kind === 'check-out' ? 'poster.go' : done
}

/** The same sentence in several languages, each in its own direction. */
export function InAll({ voices, say }: { voices: Voice[]; say: Said }) {
  return (
    <p class="page-voices">
      {voices.map(({ code, dir, t }, index) => (
        <>
          {index > 0 && <span aria-hidden="true"> · </span>}
          <bdi key={code} lang={code} dir={dir}>
            {t(say)}
          </bdi>
        </>
      ))}
    </p>
  )
}
