import type { PaymentRequest } from '../../data/api-types'
import { t } from '../../i18n'
import { formatCoins, type Unit } from '../../ui/money'

/** How a request stands, in words and a tint. */
export function Status({ request, unit }: { request: PaymentRequest; unit: Unit }) {
  const { status, many, paid, received } = request
  const counted = many && paid > 0
  return (
    <p class={`send-status send-status-${counted && status === 'open' ? 'paid' : status}`}>
      {counted
        ? t('send.status.counted', { count: paid, amount: formatCoins(received, unit) })
        : t('send.status.of', { status })}
    </p>
  )
}
