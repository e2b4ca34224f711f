import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import type { Payment } from '../../data/types'
import type { Unit } from '../../ui/money'
import { PaidScreen } from '../../ui/PaidScreen'

type Props = { payment: Payment; unit: Unit; onDone: () => void }

/** Paid, with the colour and the word that the shop sees too. */
export function PaidToShop({ payment, unit, onDone }: Props) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    void paidMark(payment.id).then(setMark)
  }, [payment.id])
  if (!mark) return null
  return (
    <PaidScreen
      amount={payment.amount}
      unit={unit}
      colour={mark.colour}
      word={mark.word}
      side="payer"
      name={payment.shop.name}
      onDone={onDone}
    />
  )
}
