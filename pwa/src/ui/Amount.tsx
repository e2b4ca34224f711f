import { formatDigits, type Unit, unitOf } from './money'
import './Amount.css'

export type AmountProps = {
  /** Minor units. */
  value: number
  unit: Unit
  /** `big` is the largest thing on a screen; `row` stands at the end of a list row. */
  size?: 'big' | 'middle' | 'row'
  /** Shows + or − before it, green when it comes in. */
  direction?: 'in' | 'out'
  /** Leaves the unit's word to screen readers, where a column already names it. */
  bare?: boolean
}

/** An amount with its unit; digits in tabular figures. */
export function Amount({ value, unit, size = 'big', direction, bare }: AmountProps) {
  const digits = formatDigits(value, unit)
  const sign = direction === 'in' ? '+' : direction === 'out' ? '−' : ''
  return (
    <span class={`amount amount-${size}${direction ? ` amount-${direction}` : ''}`}>
      <span class="amount-digits" dir="ltr" style={{ '--digits': digits.length }}>
        {sign}
        {digits}
      </span>{' '}
      <span class={bare ? 'seen-by-ear' : 'amount-unit'}>{unitOf(value, unit)}</span>
    </span>
  )
}
