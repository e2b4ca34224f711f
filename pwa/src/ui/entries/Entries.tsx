import { n, t } from '../../i18n'
import { Icon } from '../Icon'
import { List, Row } from '../List'
import { type Entry, entriesAt, type Whereabouts, waitingAt } from './entry'
import './Entries.css'

/** What waits for this person, the first thing on an overview: one big way in for each. */
export function WaitingList({ where }: { where: Whereabouts }) {
  const waiting = entriesAt(where)
    .flatMap((group) => group.entries)
    .filter((entry) => waitingAt(entry) > 0)
  if (waiting.length === 0) return <p class="nothing-waits">{t('ui.entries.nothingWaits')}</p>
  return (
    <ul class="waiting" aria-label={t('ui.entries.waiting')}>
      {waiting.map((entry) => (
        <li key={entry.label}>
          <a class="waiting-link" href={(entry.waiting?.path ?? entry.path)(where)}>
            <span class="waiting-count" aria-hidden="true">
              {n(waitingAt(entry))}
            </span>
            <span class="waiting-words">
              {entry.waiting && t(entry.waiting.text, { count: waitingAt(entry) })}
            </span>
            <span class="waiting-forward">
              <Icon name="forward" size={20} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** All entries of a place as tiles under their headings. */
export function EntryTiles({ where }: { where: Whereabouts }) {
  return (
    <div class="entry-groups">
      {entriesAt(where).map(({ group, entries }) => (
        <section key={group} class="stack-tight">
          <h2 class="entry-heading">{t(`ui.entries.group.${group}`)}</h2>
          <ul class="entry-tiles">
            {entries.map((entry) => (
              <li key={entry.label}>
                <Tile entry={entry} where={where} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Tile({ entry, where }: { entry: Entry; where: Whereabouts }) {
  const count = waitingAt(entry)
  return (
    <a class="entry-tile" href={entry.path(where)}>
      <span class="entry-icon">
        <Icon name={entry.icon} />
      </span>
      <span class="entry-words">
        <span class="entry-label">{t(entry.label)}</span>
        {entry.text && <span class="entry-text">{t(entry.text)}</span>}
      </span>
      {count > 0 && <Count count={count} />}
    </a>
  )
}

/** A gold disc with a number, read as "3 waiting". */
export function Count({ count }: { count: number }) {
  return (
    <span class="entry-count">
      <span aria-hidden="true">{n(count)}</span>
      <span class="seen-by-ear">{t('ui.entries.count', { count })}</span>
    </span>
  )
}

/** The entries of a resident as rows, for "me"; nothing where there are none. */
export function EntryRows({ where }: { where: Whereabouts }) {
  const all = entriesAt(where).flatMap((group) => group.entries)
  if (all.length === 0) return null
  return (
    <List label={t('ui.entries.mine')}>
      {all.map((entry) => (
        <Row
          key={entry.label}
          href={entry.path(where)}
          start={<Icon name={entry.icon} />}
          title={t(entry.label)}
          text={entry.text && t(entry.text)}
          end={waitingAt(entry) > 0 ? <Count count={waitingAt(entry)} /> : undefined}
        />
      ))}
    </List>
  )
}
