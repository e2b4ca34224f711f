import { t } from '../../../i18n'
import { type AnySheet, STATES } from './sheet'

/** How many codes are in which state: a bar, and the same in numbers. */
export function Counts({ sheet }: { sheet: AnySheet }) {
  const states = STATES.filter((state) => sheet[state] > 0)
  return (
    <div class="sheet-counts">
      <div class="sheet-bar" aria-hidden="true">
        {states.map((state) => (
          <span key={state} class={`sheet-part sheet-${state}`} style={{ flexGrow: sheet[state] }} />
        ))}
      </div>
      <ul class="sheet-legend">
        {states.map((state) => (
          <li key={state}>
            <span class={`sheet-dot sheet-${state}`} aria-hidden="true" />
            <span class="strong">{sheet[state]}</span> {t(`sheets.state.${state}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
