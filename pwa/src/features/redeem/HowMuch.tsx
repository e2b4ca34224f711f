import { useEffect, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import type { RedemptionQuote as Quote, Redeemable } from '../../data/api-types'
import { api } from '../../data/client'
import { asApiError } from '../../data/problem'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { dateSaid } from '../../ui/moments'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'

type Props = {
  till: Redeemable
  unit: Unit
  quote: Quote | null
  onQuote: (quote: Quote | null) => void
}

const PAUSE = 250

/** All that may go, or an amount of one's own, with what it gives by the server's own sum. */
export function HowMuch({ till, unit, quote, onQuote }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<ReturnType<typeof asApiError>>()
  const parsed = parseAmount(typed ?? '', unit.decimals)
  const amount = parsed.ok ? parsed.amount : 0
  const tooMuch = amount > till.now
  useEffect(() => {
    setTrouble(undefined)
    if (typed === null) return onQuote(till.quote)
    onQuote(null)
    if (amount < 1 || tooMuch) return
    const stop = new AbortController()
    const path = `/organisations/${till.organisation.id}/redemption/quote?amount=${amount}`
    const timer = setTimeout(() => {
      api
        .get<Quote>(path, stop.signal)
        .then((found) => onQuote(found.amount > 0 ? found : null))
        .catch((problem) => !stop.signal.aborted && setTrouble(asApiError(problem)))
    }, PAUSE)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [typed, amount, till])
  return (
    <div class="stack-tight">
      {typed === null ? (
        <p class="redeem-coins">{formatCoins(quote?.amount ?? till.now, unit)}</p>
      ) : (
        <Field
          label={t('redeem.otherLabel', { unit: unit.plural })}
          hint={t('redeem.balance', { amount: formatCoins(till.balance, unit) })}
          inputMode="decimal"
          value={typed}
          onInput={setTyped}
          error={tooMuch ? t('redeem.tooMuch', { amount: formatCoins(till.now, unit) }) : undefined}
        />
      )}
      {trouble && <ErrorNotice trouble={trouble} />}
      {quote && <Small till={till} unit={unit} quote={quote} />}
      {till.may_ask && (
        <Button look="plain" fit onClick={() => setTyped(typed === null ? '' : null)}>
          {t(typed === null ? 'redeem.other' : 'redeem.all')}
        </Button>
      )}
    </div>
  )
}

function Small({ till, unit, quote }: { till: Redeemable; unit: Unit; quote: Quote }) {
  const { fee_permille: permille, minimum } = till.terms
  const who = till.terms.fee_to_association ? till.fee_association?.name : undefined
  return (
    <ul class="redeem-small soft small">
      {quote.fee > 0 && (
        <li>
          {t('redeem.fee', {
            amount: formatCoins(quote.fee, unit),
            percent: formatDigits(permille, { decimals: 1 }),
            who: who ?? t('redeem.fund'),
          })}
        </li>
      )}
      {quote.stays > 0 && <li>{t('redeem.stays', { amount: formatCoins(quote.stays, unit) })}</li>}
      {quote.amount < minimum && <li>{t('redeem.minimum', { amount: formatCoins(minimum, unit) })}</li>}
      {till.next_cut_off && <li>{t('redeem.cutOff', { day: dateSaid(till.next_cut_off) })}</li>}
    </ul>
  )
}
