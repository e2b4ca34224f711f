import type { Collection } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { formatEuro } from '../../ui/euro'
import { Card, List, Row } from '../../ui/List'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'

/** What became of each period, the newest first. */
export function History({
  periods,
  unit,
  received,
}: {
  periods: Collection[]
  unit: Unit
  received: boolean
}) {
  if (periods.length === 0) return null
  return (
    <Card title={t('mandates.history')}>
      <List label={t('mandates.history')}>
        {periods.map((period) => (
          <Row
            key={period.id}
            title={dateSaid(period.due_on)}
            text={
              <>
                {statusSaid(period)}
                {period.euro_cents > 0 && (
                  <>
                    <br />
                    {euroSaid(period)}
                  </>
                )}
              </>
            }
            end={
              period.status === 'paid' && (
                <Amount
                  value={period.amount}
                  unit={unit}
                  size="row"
                  direction={received ? 'in' : 'out'}
                  bare
                />
              )
            }
          />
        ))}
      </List>
    </Card>
  )
}

/** Paid, tried in vain, skipped or given back. */
export const statusSaid = ({ status }: Collection): string => t('mandates.status', { status })

/** Whether the euro part came. */
export const euroSaid = ({ euro_cents, euro_paid_at }: Collection): string =>
  t(euro_paid_at ? 'mandates.euro.paid' : 'mandates.euro.owed', { euro: formatEuro(euro_cents) })
