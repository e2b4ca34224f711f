import type { Line, Loan } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { Card, List, Row } from '../../ui/List'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

type LinesProps = { lines: Line[]; unit: Unit; mayFreeze: boolean; onChanged: () => void }

/** Credit lines, those in debt for longest first. */
export function Lines({ lines, unit, mayFreeze, onChanged }: LinesProps) {
  const { busy, error, run } = useDoing()
  const freeze = async (id: string, frozen: boolean): Promise<void> => {
    if (await run(id, () => api.post(`/credit-lines/${id}/freeze`, { frozen }))) onChanged()
  }
  return (
    <Card title={t('circulation.credit.lines')}>
      {error && <ErrorNotice trouble={error} />}
      {lines.length === 0 ? (
        <EmptyState picture="bridge" text={t('circulation.credit.linesEmpty')} />
      ) : (
        <List label={t('circulation.credit.lines')}>
          {lines.map((one) => {
            const id = one.id ?? ''
            return (
              <Row
                key={id}
                title={one.owner.name}
                text={<LineState line={one} unit={unit} />}
                end={
                  mayFreeze && (
                    <Button
                      look="plain"
                      fit
                      busy={busy === id}
                      onClick={() => void freeze(id, !one.frozen_why)}
                    >
                      {t(one.frozen_why ? 'circulation.credit.unfreeze' : 'circulation.credit.freeze')}
                    </Button>
                  )
                }
              />
            )
          })}
        </List>
      )}
    </Card>
  )
}

/** How much of a line is used, until when, and whether it stands still. */
export function LineState({
  line: { owed, granted, clear_by, frozen_why },
  unit,
}: {
  line: Line
  unit: Unit
}) {
  return (
    <>
      <span>
        {t('circulation.credit.ofGranted', {
          owed: formatCoins(owed, unit),
          granted: formatCoins(granted, unit),
        })}
      </span>
      {clear_by && <span> · {t('circulation.credit.clearBy', { date: dateSaid(clear_by) })}</span>}
      {frozen_why && (
        <span class="circulation-state">
          <Icon name="warning" size={18} />
          {t(frozen_why === 'issuer' ? 'circulation.credit.frozen' : 'circulation.credit.notCleared')}
        </span>
      )}
    </>
  )
}

/** Loans, those that run first. */
export function Loans({ loans, unit }: { loans: Loan[]; unit: Unit }) {
  return (
    <Card title={t('circulation.credit.loans')}>
      {loans.length === 0 ? (
        <EmptyState picture="tower" text={t('circulation.credit.loansEmpty')} />
      ) : (
        <List label={t('circulation.credit.loans')}>
          {loans.map((one) => (
            <Row
              key={one.id}
              title={one.owner.name}
              text={[
                t('circulation.credit.repaid', {
                  repaid: formatCoins(one.repaid, unit),
                  amount: formatCoins(one.amount, unit),
                }),
                one.status === 'running' &&
                  one.repay_by &&
                  t('circulation.credit.repayBy', { date: dateSaid(one.repay_by) }),
              ]
                .filter(Boolean)
                .join(' · ')}
              end={t('circulation.credit.status', { status: one.status })}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
