import { useEffect, useMemo, useState } from 'preact/hooks'
import { serverNow } from '../../data/clock'
import { type ApiError, asApiError } from '../../data/problem'
import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Countdown } from '../../ui/Countdown'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatCoins, type Unit } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { voice } from '../../ui/voice'
import { confirmPayment, declinePayment, moreTime } from './answer'

type Props = { payment: Payment; unit: Unit; onAnswer: (payment: Payment) => void }

/** More than the no-questions limit: the shop waits while the payer decides. */
export function AskScreen({ payment, unit, onAnswer }: Props) {
  const [busy, setBusy] = useState<'yes' | 'no'>()
  const [error, setError] = useState<ApiError>()
  const window = useMemo(() => windowOf(payment), [payment.expires_at])
  const amount = formatCoins(payment.amount, unit)
  const expire = (): void => onAnswer({ ...payment, status: 'expired' })
  const answer = async (which: 'yes' | 'no'): Promise<void> => {
    if (busy) return
    setBusy(which)
    setError(undefined)
    try {
      onAnswer(await (which === 'yes' ? confirmPayment(payment.id) : declinePayment(payment.id)))
    } catch (problem) {
      setError(asApiError(problem))
      setBusy(undefined)
    }
  }
  const wait = (): void => {
    moreTime(payment.id).then(onAnswer, (problem) => setError(asApiError(problem)))
  }
  const action = (
    <>
      <Button busy={busy === 'yes'} disabled={busy === 'no'} onClick={() => void answer('yes')}>
        {t('pay.ask.yes', { amount })}
      </Button>
      <Button look="quiet" busy={busy === 'no'} disabled={busy === 'yes'} onClick={() => void answer('no')}>
        {t('pay.ask.no')}
      </Button>
    </>
  )
  const title = t('pay.ask.title', { shop: payment.shop.name, amount })
  useEffect(() => voice.peek()?.say(title), [])
  return (
    <Screen title={title} quietTitle action={action}>
      <div class="pay-ask">
        <Avatar name={payment.shop.name} size={88} />
        <p class="pay-ask-shop">{t('pay.ask.asks', { shop: payment.shop.name })}</p>
        <Amount value={payment.amount} unit={unit} />
        <p class="soft">{t('pay.ask.why')}</p>
        {window && <Countdown from={window.from} until={window.until} onOver={expire} />}
        {window && (
          <Button look="plain" icon="clock" onClick={wait}>
            {t('pay.ask.moreTime')}
          </Button>
        )}
        {error && <ErrorNotice trouble={error} />}
      </div>
    </Screen>
  )
}

/** How long there is to answer, by this phone's own clock. */
function windowOf({ expires_at }: Payment): { from: number; until: number } | null {
  if (!expires_at) return null
  const from = Date.now()
  return { from, until: from + Math.max(1000, Date.parse(expires_at) - serverNow()) }
}
