import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useNews } from '../../data/live'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { AskScreen } from './AskScreen'
import { PaidToShop } from './PaidToShop'
import { Stopped } from './Stopped'
import './pay.css'

/** A shop that waits for the payer's word, opened from a notification instead of from the code on screen. */
export default function AskedScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const unit = hat.value?.community.currency
  const asked = useResource(id, (abort) => api.get<Payment>(`/payments/${id}`, abort))
  useNews(`payment:${id}`, () => asked.reload())
  if (!unit || !asked.data)
    return (
      <Screen title={t('pay.title')} quietTitle back="/home">
        <Loaded of={asked}>{() => null}</Loaded>
      </Screen>
    )
  return <Asked payment={asked.data} unit={unit} />
}

const leave = (): void => navigate('/home', { replace: true })

function Asked({ payment, unit }: { payment: Payment; unit: Unit }) {
  const [answered, setAnswered] = useState<Payment>()
  const now = answered && payment.status === 'waiting' ? answered : payment
  if (now.status === 'paid') return <PaidToShop payment={now} unit={unit} onDone={leave} />
  if (now.status === 'waiting')
    return <AskScreen key={now.id} payment={now} unit={unit} onAnswer={setAnswered} />
  return (
    <Stopped
      status={now.status === 'refused' ? 'cancelled' : now.status}
      shop={now.shop.name}
      onAnother={() => navigate('/pay', { replace: true })}
      onLeave={leave}
    />
  )
}
