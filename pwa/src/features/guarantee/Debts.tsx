import type { Conflict } from '../../data/api-types'
import type { usePages } from '../../data/pages'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { errorText } from '../../ui/error-text'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

type Props = {
  of: ReturnType<typeof usePages<{ conflicts: Conflict[]; next: string | null }, Conflict>>
  unit: Unit
  onWaive: ((conflict: Conflict) => void) | undefined
}

/** Whether an issuer can do something about it: it is owed, or was repaid for a code that may have been copied. */
const canWaive = ({ owed, repaid, reason, waived_at }: Conflict): boolean =>
  waived_at === null && (owed > 0 || (reason === 'code_used' && repaid > 0))

/** Who has to become whole first, and of whom it can be forgiven. */
export function Debts({ of, unit, onWaive }: Props) {
  return (
    <Card title={t('guarantee.debts')}>
      <Loaded of={of}>
        {(all) => {
          const open = all.filter(canWaive)
          return open.length === 0 ? (
            <p>{t('guarantee.noDebts')}</p>
          ) : (
            <List label={t('guarantee.debts')}>
              {open.map((conflict) => (
                <Row
                  key={conflict.id}
                  title={conflict.payer_name ?? ''}
                  text={`${errorText({ code: conflict.reason }).title}, ${whenSaid(conflict.accepted_at)}`}
                  end={
                    onWaive ? (
                      <Button
                        look="quiet"
                        fit
                        label={t('guarantee.waiveOf', {
                          name: conflict.payer_name ?? '',
                          amount: formatCoins(conflict.owed || conflict.repaid, unit),
                        })}
                        onClick={() => onWaive(conflict)}
                      >
                        {formatCoins(conflict.owed || conflict.repaid, unit)}
                      </Button>
                    ) : (
                      <Amount value={conflict.owed} unit={unit} size="row" bare />
                    )
                  }
                />
              ))}
            </List>
          )
        }}
      </Loaded>
      <More of={of} />
    </Card>
  )
}
