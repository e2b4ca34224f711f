import { useState } from 'preact/hooks'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import type { SheetCode } from './sheet'

/** So many numbers are shown at once without asking. */
const FEW = 50

/** Every number of a sheet with what became of it; one that is out can be withdrawn. */
export function Numbers({ codes, onChoose }: { codes: SheetCode[]; onChoose: (serial: number) => void }) {
  const [all, setAll] = useState(codes.length <= FEW)
  const shown = all ? codes : codes.slice(0, FEW)
  return (
    <section class="stack-tight">
      <h2>{t('sheets.numbers.title')}</h2>
      <p class="soft small">{t('sheets.numbers.hint')}</p>
      <ul class="sheet-numbers">
        {shown.map(({ serial, status }) => (
          <li key={serial}>
            <button
              type="button"
              class={`sheet-number sheet-number-${status}`}
              aria-label={t('sheets.numbers.say', { serial, status: t(`sheets.state.${status}`) })}
              disabled={status === 'used' || status === 'withdrawn'}
              onClick={() => onChoose(serial)}
            >
              {serial}
            </button>
          </li>
        ))}
      </ul>
      {!all && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {t('sheets.numbers.all', { count: codes.length })}
        </Button>
      )}
    </section>
  )
}
