import { online } from '../../data/client'
import { counts } from '../../data/outbox/state'
import type { Till } from '../../data/types'
import { t } from '../../i18n'
import { AmountPad } from '../../ui/AmountPad'
import { Button } from '../../ui/Button'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { OfflineState, offlineSaid, Unbooked } from './offline/State'
import type { CounterState } from './use-counter'

type Props = { counter: CounterState; today: Till | undefined; share: number | null }

/** The first step of a sale: how much. */
export function KeyIn({ counter, today, share }: Props) {
  const { unit, pad, most, ready, frozen, step, hint, sale, shopId } = counter
  const tooMuch = most !== undefined && pad.amount > most
  const words = tooMuch
    ? t('counter.tooMuch', { amount: formatCoins(most, unit) })
    : step === 'none'
      ? hint
      : ''
  const type = (typed: string, amount: number): void => {
    if (frozen) return
    if (sale.step === 'paid' || sale.step === 'kept') counter.toPad(true)
    pad.type(typed, amount)
  }
  const action = (
    <div class="counter-ways">
      <Button icon="scan" disabled={!ready || frozen} onClick={counter.scan}>
        {t('counter.scan')}
      </Button>
      <Button
        look="quiet"
        icon="keyboard"
        label={t('counter.typeCode')}
        disabled={!ready || frozen}
        onClick={() => counter.setTyping(true)}
      >
        {t('counter.typeCode')}
      </Button>
    </div>
  )
  return (
    <Screen
      title={t('counter.title')}
      aside={counts.value.waiting > 0 ? <Unbooked /> : <DayTotal today={today} unit={unit} shopId={shopId} />}
      action={action}
    >
      <div class="counter-state">
        <OfflineState />
      </div>
      <div class="counter-amount">
        <AmountPad
          unit={unit}
          typed={pad.typed}
          onType={type}
          onEnter={() => ready && !frozen && counter.scan()}
        />
      </div>
      <p class="counter-hint" role="status">
        {words || (
          <span class="counter-share">
            {step === 'none' && (online.value ? shareSaid(share) : offlineSaid(shopId))}
          </span>
        )}
      </p>
    </Screen>
  )
}

/** Which part of a price is taken in coin; nothing where the shop takes all of it or did not say. */
const shareSaid = (share: number | null): string =>
  share === null || share === 100 ? '' : t('counter.shareShort', { percent: share })

function DayTotal({ today, unit, shopId }: { today: Till | undefined; unit: Unit; shopId: string }) {
  if (!today) return null
  const { received, refunded } = today.totals
  return (
    <a class="counter-today" href={`/till/${shopId}`}>
      {t('counter.today')} <strong dir="ltr">{formatDigits(Math.max(0, received - refunded), unit)}</strong>
    </a>
  )
}
