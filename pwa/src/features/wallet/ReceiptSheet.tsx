import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import type { Entry } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { dateSaid, timeSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { PAID_COLOURS } from '../../ui/paid-colours'
import { Sheet } from '../../ui/Sheet'
import { WordPicture } from '../../ui/WordPicture'
import { wordName } from '../../ui/words'
import { entryKind, entryTitle } from './EntryRow'
import type { ReceiptProps } from './Receipt'

/** The receipt of one line: how much, who, when, and the mark that both phones showed. */
export function ReceiptSheet({ entry, unit, onClose }: ReceiptProps) {
  return (
    <Sheet open={entry !== null} title={t('receipts.receipt.title')} onClose={onClose}>
      {entry && <Lines entry={entry} unit={unit} />}
    </Sheet>
  )
}

function Lines({ entry, unit }: { entry: Entry; unit: Unit }) {
  return (
    <div class="stack">
      <div class="receipt-amount">
        <Amount value={entry.amount} unit={unit} direction={entry.direction} />
        <p class="soft">{entryKind(entry)}</p>
      </div>
      {entry.about?.type === 'payment' && <Mark paymentId={entry.about.id} />}
      <dl class="facts">
        <Fact label={t(entry.direction === 'in' ? 'receipts.receipt.from' : 'receipts.receipt.to')}>
          {entry.counterpart}
        </Fact>
        <Fact label={t('receipts.receipt.about')}>
          {entryTitle(entry) !== entry.counterpart && entryTitle(entry)}
        </Fact>
        <Fact label={t('receipts.receipt.when')}>{`${dateSaid(entry.at)}, ${timeSaid(entry.at)}`}</Fact>
        <Fact label={t('receipts.receipt.number')}>
          <span class="receipt-number" dir="ltr">
            {entry.id.slice(-12)}
          </span>
        </Fact>
      </dl>
    </div>
  )
}

function Fact({ label, children }: { label: string; children?: ComponentChildren }) {
  if (!children) return null
  return (
    <div class="fact">
      <dt class="soft">{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

/** The colour and the word of a payment, as on its paid screen. */
function Mark({ paymentId }: { paymentId: string }) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    paidMark(paymentId).then(setMark, () => undefined)
  }, [paymentId])
  if (!mark) return null
  const look = PAID_COLOURS[mark.colour] ?? PAID_COLOURS[0]
  const word = wordName(mark.word)
  return (
    <p class="receipt-mark" style={{ background: look.ground, color: look.text }}>
      <WordPicture name={word} size={32} />
      <span>{t(`words.${word}`)}</span>
    </p>
  )
}
