import type { Entry } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Row } from '../../ui/List'
import { dateSaid, timeSaid, whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { Fact } from './Fact'

type LineProps = { entry: Entry; unit: Unit; onOpen: (entry: Entry) => void }

/** One line of the account of a shop or a budget. Who the member was, nobody is told. */
export function EntryLine({ entry, unit, onOpen }: LineProps) {
  return (
    <Row
      title={titleOf(entry)}
      text={entry.memo ? `${kindOf(entry)} · ${whenSaid(entry.at)}` : whenSaid(entry.at)}
      end={<Amount value={entry.amount} unit={unit} size="row" direction={entry.direction} bare />}
      onClick={() => onOpen(entry)}
    />
  )
}

const kindOf = (entry: Entry): string => t('counter.entry.kind', { kind: entry.kind })

/** The task for a reward; else what happened. */
const titleOf = (entry: Entry): string => entry.memo || kindOf(entry)

/** Everything about one line. */
export function EntrySheet({
  entry,
  unit,
  onClose,
}: {
  entry: Entry | null
  unit: Unit
  onClose: () => void
}) {
  return (
    <Sheet open={entry !== null} title={t('counter.receipt.title')} onClose={onClose}>
      {entry && (
        <div class="stack">
          <div class="receipt-head">
            <Amount value={entry.amount} unit={unit} direction={entry.direction} />
            <p class="soft">{kindOf(entry)}</p>
          </div>
          <dl class="facts">
            <Fact label={t('counter.receipt.about')}>{entry.memo}</Fact>
            <Fact label={t(entry.direction === 'in' ? 'counter.receipt.from' : 'counter.receipt.to')}>
              {entry.counterpart ?? t('counter.receipt.member')}
            </Fact>
            <Fact label={t('counter.receipt.when')}>{`${dateSaid(entry.at)}, ${timeSaid(entry.at)}`}</Fact>
            <Fact label={t('counter.receipt.number')}>
              <span class="facts-number" dir="ltr">
                {entry.id.slice(-12)}
              </span>
            </Fact>
          </dl>
        </div>
      )}
    </Sheet>
  )
}
