import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import type { Receipt } from '../../data/api-types'
import { t } from '../../i18n'
import type { Unit } from '../../ui/money'
import { PaidScreen } from '../../ui/PaidScreen'
import { navigate } from '../../ui/router'

type Props = { receipt: Receipt; unit: Unit; onDone?: () => void }

/** Paid or received, with the colour and the word that the other one sees too. */
export function Paid({ receipt, unit, onDone }: Props) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    void paidMark(receipt.id).then(setMark)
  }, [receipt.id])
  if (!mark) return null
  const { amount, direction, other } = receipt
  return (
    <PaidScreen
      amount={amount}
      unit={unit}
      colour={mark.colour}
      word={mark.word}
      side={direction === 'out' ? 'payer' : 'shop'}
      name={other.name}
      sameWord={other.kind === 'member' ? t('send.sameWord', { name: other.name }) : undefined}
      onDone={onDone ?? (() => navigate('/home', { replace: true }))}
    />
  )
}
