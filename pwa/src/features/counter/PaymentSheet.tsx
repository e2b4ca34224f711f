import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { dateSaid, timeSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { PAID_COLOURS } from '../../ui/paid-colours'
import { Sheet } from '../../ui/Sheet'
import { WordPicture } from '../../ui/WordPicture'
import { wordName } from '../../ui/words'
import { Fact } from './Fact'
import { stateOf } from './PaymentRow'
import { RefundForm } from './RefundForm'

type Props = { payment: Payment | null; unit: Unit; onClose: () => void; onRefunded: () => void }

/** The receipt of a payment, with the way to give it back. */
export function PaymentSheet({ payment, unit, onClose, onRefunded }: Props) {
  const [refunding, setRefunding] = useState(false)
  useEffect(() => setRefunding(false), [payment?.id])
  const title = refunding ? t('counter.refund.title') : t('counter.receipt.title')
  return (
    <Sheet open={payment !== null} title={title} onClose={onClose}>
      {payment &&
        (refunding ? (
          <RefundForm
            payment={payment}
            unit={unit}
            onDone={() => {
              setRefunding(false)
              onRefunded()
            }}
          />
        ) : (
          <Receipt payment={payment} unit={unit} onRefund={() => setRefunding(true)} />
        ))}
    </Sheet>
  )
}

function Receipt({ payment, unit, onRefund }: { payment: Payment; unit: Unit; onRefund: () => void }) {
  const left = payment.amount - payment.refunded
  const paid = payment.status === 'paid'
  return (
    <div class="stack">
      <div class="receipt-head">
        <Amount value={payment.amount} unit={unit} />
        <p class="soft">{stateOf(payment, unit)}</p>
      </div>
      {paid && <Mark paymentId={payment.id} />}
      <dl class="facts">
        <Fact label={t('counter.receipt.when')}>{`${dateSaid(payment.at)}, ${timeSaid(payment.at)}`}</Fact>
        <Fact label={t('counter.receipt.number')}>
          <span class="facts-number" dir="ltr">
            {payment.id.slice(-12)}
          </span>
        </Fact>
      </dl>
      {paid && left > 0 && (
        <Button look="quiet" icon="refund" onClick={onRefund}>
          {t('counter.refund.start')}
        </Button>
      )}
    </div>
  )
}

/** The colour and word that stood on both screens: how shop and customer find the same payment again. */
function Mark({ paymentId }: { paymentId: string }) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    void paidMark(paymentId).then(setMark)
  }, [paymentId])
  if (!mark) return null
  const look = PAID_COLOURS[mark.colour] ?? PAID_COLOURS[0]
  const word = wordName(mark.word)
  return (
    <p class="receipt-word" style={{ background: look.ground, color: look.text }}>
      <WordPicture name={word} size={32} />
      <span>{t(`words.${word}`)}</span>
    </p>
  )
}
