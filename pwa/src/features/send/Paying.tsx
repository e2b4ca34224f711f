import { useEffect, useState } from 'preact/hooks'
import type { Party } from '../../data/api-types'
import type { ApiError } from '../../data/problem'
import { hats, loadWallet, wallet } from '../../data/session'
import { t } from '../../i18n'
import { allowSound } from '../../ui/chime'
import { formatCoins, type Unit } from '../../ui/money'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { HowMuch } from './HowMuch'
import { Paid } from './Paid'
import { Sure } from './Sure'
import { type Payment, usePayment } from './use-payment'
import './send.css'

type Props = {
  community: string
  /** Under which name the command is kept until it is settled. */
  slot: string
  payee: Party
  /** What the request asks, minor units; null for the payer to name. */
  fixed: number | null
  /** Those of the request; the payer may write some where it has none. */
  words: string
  target: { code: string } | { contact_id: string; community_id: string }
}

export type Draft = { amount: number; typed: string; words: string }

/** From what is asked to the receipt: how much, is that right, paid. */
export function Paying({ community, slot, payee, fixed, words, target }: Props) {
  const unit = hats.value.find((one) => one.community.id === community)?.community.currency
  const payment = usePayment(slot)
  const [draft, setDraft] = useState<Draft>({ amount: fixed ?? 0, typed: '', words: '' })
  const [chosen, setChosen] = useState(fixed !== null)
  useEffect(allowSound, [])
  useEffect(() => {
    if (!wallet.peek()) loadWallet().catch(() => undefined)
  }, [])
  if (!unit || payment.looking) return <Screen title={t('send.pay.title')} />
  if (payment.receipt) return <Paid receipt={payment.receipt} unit={unit} />
  if (payment.error && !payment.earlier && payment.error.code !== 'fresh_login_required')
    return (
      <Refused error={payment.error} unit={unit} onAgain={() => setChosen(false)} open={fixed === null} />
    )
  if (!chosen && !payment.earlier)
    return (
      <HowMuch
        payee={payee}
        unit={unit}
        words={words}
        draft={draft}
        onDraft={setDraft}
        onNext={() => setChosen(true)}
      />
    )
  return (
    <Sure
      payee={payee}
      unit={unit}
      amount={payment.earlier?.amount ?? draft.amount}
      words={words || payment.earlier?.words || draft.words}
      payment={payment}
      onPay={() => payment.pay({ ...target, amount: draft.amount, words: words ? '' : draft.words.trim() })}
      onChange={fixed === null && !payment.earlier ? () => setChosen(false) : undefined}
    />
  )
}

type RefusedProps = { error: ApiError; unit: Unit; open: boolean; onAgain: () => void }

/** Nothing was paid: why, and what to do. */
function Refused({ error, unit, open, onAgain }: RefusedProps) {
  const leave = (): void => navigate('/home', { replace: true })
  const left = error.code === 'send_day_limit' ? Number(error.params.left) : null
  const limit = error.code === 'limit_exceeded' ? Number(error.params.limit) : null
  const words =
    left !== null
      ? { title: t('send.pay.dayLimit', { left: formatCoins(left, unit) }), next: t('send.pay.dayLimitNext') }
      : limit !== null
        ? { title: t('send.pay.most', { limit: formatCoins(limit, unit) }), next: t('send.pay.mostNext') }
        : undefined
  return (
    <RefusedScreen
      trouble={error}
      words={words}
      action={open ? t('send.pay.otherAmount') : t('send.toCoins')}
      onAction={open ? onAgain : leave}
      {...(open && { second: t('send.toCoins'), onSecond: leave })}
    />
  )
}

export type { Payment }
