import type { PaymentRequest } from '../../../data/api-types'
import type { Hat } from '../../../data/session'
import { t } from '../../../i18n'
import { Coin } from '../../../ui/Coin'
import { dateSaid } from '../../../ui/moments'
import { formatCoins } from '../../../ui/money'
import { QrCode } from '../../../ui/QrCode'

/** One request as it lies on a table: who asks, how much, what for, and the code to scan. */
export function RequestPage({ request, worn }: { request: PaymentRequest; worn: Hat }) {
  const { amount, words, link, many, expires_at, id } = request
  return (
    <article class="request-page">
      <header class="request-head">
        <div>
          <h2 class="request-shop" dir="auto">
            {worn.organisation?.name}
          </h2>
          {words && (
            <p class="request-words" dir="auto">
              {words}
            </p>
          )}
        </div>
        <Coin name={worn.community.name} />
      </header>
      <p class="request-amount">
        {amount === null ? t('send.print.anyAmount') : formatCoins(amount, worn.community.currency)}
      </p>
      <div class="request-code">
        <QrCode text={link} mode="auto" label={t('send.request.label')} />
      </div>
      <p class="request-how">{t('send.print.how')}</p>
      <footer class="request-foot">
        <span>{t(many ? 'send.print.many' : 'send.print.once', { day: dateSaid(expires_at) })}</span>
        <span dir="ltr">{id.slice(-12)}</span>
      </footer>
    </article>
  )
}
