import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { errorText } from '../../ui/error-text'
import { formatCoins, type Unit } from '../../ui/money'
import { isWholePin, PinPad } from '../../ui/PinPad'
import { Screen } from '../../ui/Screen'
import type { Cards, CardStep as Step } from './use-card'

type Props = { at: Extract<Step, { step: 'pin' }>; cards: Cards; unit: Unit; onStop: () => void }

/** What the customer sees while typing the PIN: above all the amount that it is for. */
export function CardStep({ at, cards, unit, onStop }: Props) {
  const [pin, setPin] = useState('')
  const { amount, trouble } = at
  useEffect(() => setPin(''), [trouble])
  const go = (): void => {
    if (!isWholePin(pin)) return
    if (amount > 0) cards.pay(pin)
    else cards.openBalance(pin)
  }
  const action = (
    <Button disabled={!isWholePin(pin)} onClick={go}>
      {amount > 0
        ? t('counter.card.pay', { amount: formatCoins(amount, unit) })
        : t('counter.card.showBalance')}
    </Button>
  )
  const stop = (
    <Button look="plain" fit onClick={onStop}>
      {t('counter.card.stop')}
    </Button>
  )
  const title = amount > 0 ? t('counter.card.hand') : t('counter.card.balanceTitle')
  return (
    <Screen title={title} quietTitle aside={stop} action={action}>
      {amount > 0 && (
        <div class="counter-card-amount">
          <Amount value={amount} unit={unit} size="big" />
        </div>
      )}
      <PinPad
        pin={pin}
        onType={setPin}
        label={t('counter.card.pin')}
        onEnter={go}
        error={trouble && errorText(trouble).title}
      />
    </Screen>
  )
}
