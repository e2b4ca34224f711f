import type { Entry } from '../../data/types'
import { hasMessage, t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { taskTitle } from './claims'

type Props = { entry: Entry; unit: Unit; onOpen: (entry: Entry) => void }

/** One line of a statement; opens its receipt. */
export function EntryRow({ entry, unit, onOpen }: Props) {
  return (
    <Row
      title={entryTitle(entry)}
      text={
        <>
          {entry.kind === 'refund' && `${entryKind(entry)} · `}
          {whenSaid(entry.at)}
        </>
      }
      end={<Amount value={entry.amount} unit={unit} size="row" direction={entry.direction} bare />}
      onClick={() => onOpen(entry)}
    />
  )
}

/** What a line is about, as people remember it: the task for a reward, else whom it went to or came from. */
export function entryTitle(entry: Entry): string {
  return taskTitle(entry) || entry.memo || entry.counterpart || entryKind(entry)
}

/** What happened, in one word; the rare kinds have theirs once all texts are here. */
export function entryKind({ kind }: Entry): string {
  return hasMessage('receipts.kind') ? t('receipts.kind', { kind }) : t('wallet.entry.kind', { kind })
}
