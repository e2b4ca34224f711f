import type { SaleQuote } from '../../data/api-types'
import type { Resource } from '../../data/resource'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'

type Props = { quote: Resource<SaleQuote | null>; unit: Unit; onEuro: (typed: string) => void }

/** What the euro buy, with bonus and gift; else the nearest sums that buy whole coins. */
export function Quoted({ quote: { data, error }, unit, onEuro }: Props) {
  if (error) {
    const nearest = error.params?.nearest
    return (
      <div class="stack-tight">
        <ErrorNotice trouble={error} />
        {Array.isArray(nearest) && (
          <div class="circulation-ways">
            <span class="soft">{t('circulation.sales.nearest')}</span>
            {nearest.map((cents: number) => (
              <Button key={cents} look="quiet" fit onClick={() => onEuro((cents / 100).toFixed(2))}>
                {formatEuro(cents)}
              </Button>
            ))}
          </div>
        )}
      </div>
    )
  }
  if (!data) return null
  return (
    <output class="circulation-quote">
      <span class="soft">{t('circulation.sales.gets')}</span>
      <Amount value={data.amount + data.bonus} unit={unit} />
      {data.bonus > 0 && (
        <span>{t('circulation.sales.bonus', { amount: formatCoins(data.bonus, unit) })}</span>
      )}
      {data.gift > 0 && (
        <span class="soft small">
          {t('circulation.sales.gift', { amount: formatCoins(data.gift, unit) })}
        </span>
      )}
      {!data.bonus_possible && <Notice kind="warning" title={t('circulation.sales.noBonus')} />}
    </output>
  )
}
