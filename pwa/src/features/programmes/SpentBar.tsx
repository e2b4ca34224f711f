import { t } from '../../i18n'
import { formatCoins, type Unit } from '../../ui/money'

type Props = { spent: number; issued: number; unit: Unit; low?: boolean }

/** How much of what was put in has flowed out into the neighbourhood, as a bar and in words. */
export function SpentBar({ spent, issued, unit, low }: Props) {
  const part = issued > 0 ? Math.min(1, spent / issued) : 0
  return (
    <span class="spent">
      <span class={low ? 'spent-bar spent-low' : 'spent-bar'} aria-hidden="true">
        <span class="spent-part" style={{ inlineSize: `${part * 100}%` }} />
      </span>
      <span class="soft small">
        {t('programmes.spentOf', { spent: formatCoins(spent, unit), issued: formatCoins(issued, unit) })}
      </span>
    </span>
  )
}
