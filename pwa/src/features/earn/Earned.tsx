import { useEffect, useRef } from 'preact/hooks'
import { justEarned } from '../../data/earned'
import { hats, loadWallet } from '../../data/session'
import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { celebrate } from '../../ui/chime'
import { formatCoins, formatDigits, unitOf } from '../../ui/money'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { WaitingScreen } from '../../ui/WaitingScreen'

/** The claim is in: coins at once, or a coordinator looks first. */
export function Earned({ claim }: { claim: Claim }) {
  const community = (hats.peek().find(({ kind }) => kind === 'resident') ?? hats.peek()[0])?.community
  const home = (): void => navigate('/home', { replace: true })
  useEffect(() => {
    loadWallet().catch(() => undefined)
  }, [])
  if (!community) return null
  const unit = community.currency
  if (claim.status === 'waiting')
    return (
      <WaitingScreen
        title={t('earn.waiting.title')}
        text={t('earn.waiting.text', { organisation: claim.task.organisation.name })}
        amount={claim.amount}
        unit={unit}
        onCancel={home}
        cancelLabel={t('earn.toCoins')}
      />
    )
  return (
    <Booked
      amount={claim.amount}
      name={community.name}
      unit={unit}
      unitSaid={t('earn.earned.unit', { unit: unitOf(claim.amount, unit) })}
      said={t('earn.earned.said', { amount: formatCoins(claim.amount, unit) })}
      thanks={t('earn.earned.thanks', { title: claim.task.title })}
      onDone={home}
    />
  )
}

type BookedProps = {
  amount: number
  name: string
  unit: Parameters<typeof formatCoins>[1]
  /** "ooievaars verdiend", under the number; and the whole of it in words. */
  unitSaid: string
  said: string
  /** What the coin is for, in one sentence. */
  thanks: string
  onDone: () => void
}

/** The coin is in the wallet. */
export function Booked({ amount, name, unit, unitSaid, said, thanks, onDone }: BookedProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    justEarned.value = amount
    celebrate()
    announce(said)
    place.current?.focus()
  }, [])
  const action = <Button onClick={onDone}>{t('earn.toCoins')}</Button>
  return (
    <Screen title={said} quietTitle action={action}>
      <div class="earned" ref={place} tabIndex={-1}>
        <span class="earned-coin">
          <Coin name={name} size={152} />
        </span>
        <p class="earned-amount" dir="ltr">
          +{formatDigits(amount, unit)}
        </p>
        <p class="earned-unit">{unitSaid}</p>
        <p class="soft">{thanks}</p>
      </div>
    </Screen>
  )
}
