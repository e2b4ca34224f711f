import type { ComponentChildren } from 'preact'
import { t } from '../../i18n'
import { Icon } from '../Icon'
import type { Measure } from './measure'
import './chart.css'

type Props = {
  /** What is measured: "Deze maand". */
  label: string
  value: number
  /** The limit. */
  max: number
  measure: Measure
  /** From which part of the limit on it is close; 0.8 by default. */
  near?: number
  /** A sentence under it: what happens at the limit. */
  children?: ComponentChildren
}

export type MeterState = 'calm' | 'near' | 'over'

/** How near a value is to its limit. */
export function meterState(value: number, max: number, near = 0.8): MeterState {
  if (value >= max) return 'over'
  return value >= max * near ? 'near' : 'calm'
}

/** How much of a limit is used: said in words, seen as a bar, never by colour alone. */
export function Meter({ label, value, max, measure, near, children }: Props) {
  const state = meterState(value, max, near)
  const part = max > 0 ? Math.min(1, Math.max(0, value / max)) : 1
  const words = t('ui.chart.of', { value: measure.said(value), max: measure.said(max) })
  return (
    <div class={`meter meter-${state}`}>
      <p class="meter-top">
        <span class="strong">{label}</span>
        <span class="meter-words">
          {state !== 'calm' && <Icon name="warning" size={20} />}
          <span>{words}</span>
        </span>
      </p>
      <div class="meter-bar" aria-hidden="true">
        <div class="meter-part" style={{ inlineSize: `${part * 100}%` }} />
      </div>
      {children && <div class="soft small">{children}</div>}
    </div>
  )
}
