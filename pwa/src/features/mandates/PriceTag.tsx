import type { Plan } from '../../data/types'
import { t } from '../../i18n'
import { formatEuro } from '../../ui/euro'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { everySaid } from './said'

/** "5 ooievaars en € 1,00 elke maand", the number large. */
export function PriceTag({ plan, unit }: { plan: Plan; unit: Unit }) {
  return (
    <span class="plan-price">
      <strong dir="ltr">{formatDigits(plan.amount, unit)}</strong> {unitOf(plan.amount, unit)}{' '}
      {plan.euro_cents > 0 && <>{t('mandates.andEuro', { euro: formatEuro(plan.euro_cents) })} </>}
      <span class="soft">{everySaid(plan)}</span>
    </span>
  )
}
