import type { Till } from '../../data/types'
import { t } from '../../i18n'
import { List } from '../../ui/List'
import type { Unit } from '../../ui/money'
import { PaymentRow } from './PaymentRow'

const SHOWN = 6

/** Beside the keys of a laptop while nobody pays: what to do, and the last payments. */
export function Today({ till, unit, shopId }: { till: Till | undefined; unit: Unit; shopId: string }) {
  const last = till?.payments.slice(0, SHOWN) ?? []
  return (
    <div class="counter-idle stack">
      <h2>{t('counter.idle.title')}</h2>
      <p class="soft">{t('counter.idle.text')}</p>
      {last.length > 0 && (
        <div class="card">
          <header class="card-top">
            <h3>{t('counter.idle.last')}</h3>
            <a href={`/till/${shopId}`}>{t('counter.idle.all')}</a>
          </header>
          <List label={t('counter.idle.last')}>
            {last.map((payment) => (
              <PaymentRow key={payment.id} payment={payment} unit={unit} />
            ))}
          </List>
        </div>
      )}
    </div>
  )
}
