import { useEffect, useRef, useState } from 'preact/hooks'
import { online } from '../../data/client'
import { keyStopped } from '../../data/offline/certificate'
import { forgetOwnKey } from '../../data/own-key'
import { type Hat, hat, loadWallet } from '../../data/session'
import type { Payment } from '../../data/types'
import { hasMessage, t } from '../../i18n'
import { allowSound } from '../../ui/chime'
import { KeptScreen } from '../../ui/KeptScreen'
import type { Unit } from '../../ui/money'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { useWakeLock } from '../../ui/visible'
import { AskScreen } from './AskScreen'
import { CodeScreen } from './CodeScreen'
import { ExactAmount } from './ExactAmount'
import { newSale, type OfflineSale } from './offline-sale'
import { PaidToShop } from './PaidToShop'
import { Stopped } from './Stopped'
import { type Answers, useAnswers } from './use-answers'
import { useCode } from './use-code'
import './pay.css'

export { makeAhead } from './ahead'

/** Paying: the code, and whatever the shop makes of it. */
export default function PayScreen() {
  const worn = hat.value
  if (!worn) return <Screen title={t('pay.title')} quietTitle />
  if (search.value.has('choose')) return <ExactAmount unit={worn.community.currency} />
  return <Paying worn={worn} exact={exactOf(search.value.get('exact'))} />
}

/** Minor units from the address, or null for an open code. */
function exactOf(text: string | null): number | null {
  const amount = Number(text)
  return Number.isInteger(amount) && amount > 0 ? amount : null
}

function Paying({ worn, exact }: { worn: Hat; exact: number | null }) {
  const [interrupted, setInterrupted] = useState(false)
  const [accepted, setAccepted] = useState(false)
  const offline = useOfflineSale(exact)
  const live = useCode(exact, interrupted || accepted, offline)
  const answers = useAnswers(worn.community.id, live.code)
  const { payment } = answers
  useWakeLock(true)
  useEffect(allowSound, [])
  useEffect(() => {
    setInterrupted(payment !== undefined)
    if (payment?.status === 'paid') {
      loadWallet().catch(() => undefined)
      void offline?.say(false)
    }
    if (payment?.reason === 'code_key_revoked') void forgetOwnKey()
  }, [payment?.id, payment?.status])
  if (payment) return <Happened worn={worn} payment={payment} answers={answers} />
  if (keyStopped.value) return <KeyStopped onAnother={live.renew} />
  if (accepted && exact !== null) return <Accepted amount={exact} unit={worn.community.currency} />
  const answer = async (taken: boolean): Promise<void> => {
    await offline?.say(taken)
    if (taken) setAccepted(true)
    else leave()
  }
  return <CodeScreen worn={worn} exact={exact} live={live} offline={offline} onAnswer={answer} />
}

const leave = (): void => navigate('/home', { replace: true })

/** The payment of an exact amount without a network: once one of the two has none, it stays one. */
function useOfflineSale(exact: number | null): OfflineSale | null {
  const begun = useRef<{ exact: number; sale: OfflineSale }>(null)
  const needed = !online.value || search.value.has('both')
  if (exact === null) return null
  if (needed && begun.current?.exact !== exact) begun.current = { exact, sale: newSale() }
  return begun.current?.exact === exact ? begun.current.sale : null
}

/** Accepted by a shop without a network, says the payer; the booking follows. */
const Accepted = ({ amount, unit }: { amount: number; unit: Unit }) => (
  <KeptScreen
    amount={amount}
    unit={unit}
    text={t('pay.kept.text')}
    onDone={leave}
    doneLabel={t('pay.leave')}
  />
)

/** The key was stopped while this phone had no network: what it shows is worth nothing, so it is not shown. */
function KeyStopped({ onAnother }: { onAnother: () => void }) {
  const another = (): void => {
    keyStopped.value = false
    onAnother()
  }
  return (
    <RefusedScreen
      trouble={{ code: 'code_key_revoked' }}
      words={payerWords('code_key_revoked', '')}
      action={t('pay.another')}
      onAction={another}
      second={t('pay.leave')}
      onSecond={leave}
    />
  )
}

type HappenedProps = { worn: Hat; payment: Payment; answers: Answers }

/** What the shop did with the code: took it, asks first, or could not. */
function Happened({ worn, payment, answers }: HappenedProps) {
  const unit = worn.community.currency
  const another = (): void => answers.putAside(payment)
  if (payment.status === 'paid') return <PaidToShop payment={payment} unit={unit} onDone={leave} />
  if (payment.status === 'waiting')
    return <AskScreen key={payment.id} payment={payment} unit={unit} onAnswer={answers.learn} />
  if (payment.status !== 'refused')
    return <Stopped status={payment.status} shop={payment.shop.name} onAnother={another} onLeave={leave} />
  const code = payment.reason ?? 'unexpected'
  return (
    <RefusedScreen
      trouble={{ code }}
      words={payerWords(code, payment.shop.name)}
      action={t('pay.another')}
      onAction={another}
      second={t('pay.leave')}
      onSecond={leave}
    />
  )
}

/** What the payer can do about a refusal, where that differs from what the shop can do. */
function payerWords(code: string, shop: string): { title: string; next: string } | undefined {
  const title = `pay.refused.${code}.title`
  const next = `pay.refused.${code}.next`
  return hasMessage(title) && hasMessage(next)
    ? { title: t(title, { shop }), next: t(next, { shop }) }
    : undefined
}
