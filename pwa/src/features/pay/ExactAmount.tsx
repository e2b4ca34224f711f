import { useEffect, useState } from 'preact/hooks'
import { online } from '../../data/client'
import { community, wallet } from '../../data/session'
import { t } from '../../i18n'
import { AmountPad } from '../../ui/AmountPad'
import { Button } from '../../ui/Button'
import { formatCoins, type Unit } from '../../ui/money'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { allowanceLeft } from './offline-sale'

/** The payer keys the amount in: the shop can take that, and nothing else. */
export function ExactAmount({ unit }: { unit: Unit }) {
  const [typed, setTyped] = useState('')
  const [amount, setAmount] = useState(0)
  const balance = wallet.value?.balance
  const tooMuch = balance !== undefined && amount > balance
  const ready = amount > 0 && !tooMuch
  const show = (): void => {
    if (ready) navigate(`/pay?exact=${amount}`, { replace: true })
  }
  const action = (
    <Button disabled={!ready} onClick={show}>
      {ready ? t('pay.exact.show', { amount: formatCoins(amount, unit) }) : t('pay.exact.type')}
    </Button>
  )
  return (
    <Screen title={t('pay.exact.title')} back="/pay" action={action}>
      <AmountPad
        unit={unit}
        typed={typed}
        max={community.value?.settings.max_payment}
        onType={(next, minor) => {
          setTyped(next)
          setAmount(minor)
        }}
        onEnter={show}
      />
      {!online.value && <Allowance unit={unit} />}
      <p class={tooMuch ? 'centre pay-too-much' : 'centre soft'} role="status">
        {balance !== undefined &&
          t(tooMuch ? 'pay.exact.tooMuch' : 'pay.exact.have', { amount: formatCoins(balance, unit) })}
      </p>
    </Screen>
  )
}

/** How much a shop without a network can take from this phone. */
function Allowance({ unit }: { unit: Unit }) {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => void allowanceLeft().then(setLeft), [])
  return left === null ? null : (
    <p class="centre soft">{t('pay.allowance.left', { amount: formatCoins(left, unit) })}</p>
  )
}
