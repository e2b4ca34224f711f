import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import { community } from '../../data/session'
import type { Entry } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
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
      {entry.about && /^(payment|send)$/.test(entry.about.type) && <Mark paymentId={entry.about.id} />}
      <dl class="facts">
        <Fact label={t(entry.direction === 'in' ? 'receipts.receipt.from' : 'receipts.receipt.to')}>
          {entry.counterpart}
        </Fact>
        <Fact label={t('receipts.receipt.about')}>
          {entryTitle(entry) !== entry.counterpart && entryTitle(entry)}
        </Fact>
        <Fact label={t('receipts.receipt.why')}>{entry.kind === 'refund' && entry.memo}</Fact>
        <Fact label={t('receipts.receipt.when')}>{`${dateSaid(entry.at)}, ${timeSaid(entry.at)}`}</Fact>
        <Fact label={t('receipts.receipt.number')}>
          <span class="receipt-number" dir="ltr">
            {entry.id.slice(-12)}
          </span>
        </Fact>
      </dl>
      {entry.about?.type === 'send' && (
        <a class="home-all" href={`/send/receipt/${entry.about.id}`}>
          {t('receipts.receipt.more')}
        </a>
      )}
      <NotRight entry={entry} />
    </div>
  )
}

const DAY = 24 * 60 * 60 * 1000

/** The way to say that a payment is not right, as long as the neighbourhood's rules let one. */
function NotRight({ entry }: { entry: Entry }) {
  const days = community.value?.settings.disputes.days ?? 0
  const until = Date.parse(entry.at) + days * DAY
  if (entry.kind !== 'payment' || entry.direction !== 'out' || !entry.about || Date.now() > until) return null
  return (
    <>
      <Button look="quiet" href={`/disputes/new/${entry.about.id}`}>
        {t('disputes.notRight')}
      </Button>
      <p class="soft small centre">
        {t('disputes.notRightUntil', { day: dateSaid(new Date(until).toISOString()) })}
      </p>
    </>
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
