import type { PaymentRequest } from '../../../data/api-types'
import type { Hat } from '../../../data/session'
import { Coin } from '../../../ui/Coin'
import { formatDigits, unitOf } from '../../../ui/money'
import { QrCode } from '../../../ui/QrCode'
import type { Voice } from './voices'

type Props = { request: PaymentRequest; worn: Hat; voices: [Voice, ...Voice[]] }

/** One request as it lies on a table: who asks, how much, what for, and the code to scan. */
export function RequestPage({ request, worn, voices: [main, ...others] }: Props) {
  const { amount, words, link, many, id } = request
  const unit = worn.community.currency
  const day = main.day(request.expires_at)
  return (
    <article class="request-page" lang={main.code} dir={main.dir}>
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
        {amount === null ? (
          main.t('send.print.anyAmount')
        ) : (
          <bdi>
            {formatDigits(amount, unit)} {unitOf(amount, unit)}
          </bdi>
        )}
      </p>
      <div class="request-code">
        <QrCode text={link} mode="auto" label={main.t('send.request.label')} />
      </div>
      <div>
        <p class="request-how">{main.t('send.print.how')}</p>
        <p class="request-others">
          {others.map(({ code, dir, t }) => (
            <bdi key={code} lang={code} dir={dir}>
              {t('send.print.how')}
            </bdi>
          ))}
        </p>
      </div>
      <footer class="request-foot">
        <span>{main.t(many ? 'send.print.many' : 'send.print.once', { day })}</span>
        <span dir="ltr">{id.slice(-12)}</span>
      </footer>
    </article>
  )
}
