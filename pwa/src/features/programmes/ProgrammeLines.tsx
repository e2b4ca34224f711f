import type { Programme } from '../../data/types'
import { t } from '../../i18n'
import { Meter } from '../../ui/chart/Meter'
import { coins } from '../../ui/chart/measure'
import { Card } from '../../ui/List'
import type { Unit } from '../../ui/money'

/** The parts of a programme: how much of each budgets got. */
export function ProgrammeLines({ programme, unit }: { programme: Programme; unit: Unit }) {
  return (
    <Card title={t('programmes.lines.title')}>
      <ul class="meters">
        {programme.lines.map(({ id, name, amount, allocated, spent }) => (
          <li key={id}>
            <Meter label={name} value={allocated} max={amount} measure={coins(unit)} near={1}>
              {t('programmes.lines.spent', { amount: coins(unit).said(spent) })}
            </Meter>
          </li>
        ))}
      </ul>
    </Card>
  )
}
