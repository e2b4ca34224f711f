import type { Event } from '../../data/api-types'
import { t } from '../../i18n'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { Parts } from '../../ui/Parts'

/** What was ever blocked of one's own: by whom, when, how much. */
export function Events({ events }: { events: Event[] }) {
  if (events.length === 0) return null
  return (
    <section class="stack-tight">
      <h2>{t('rescue.helpers.events')}</h2>
      <List label={t('rescue.helpers.events')}>
        {events.map(({ at, how, by_name, sessions, passkeys, cards }) => (
          <Row
            key={at}
            title={t('rescue.helpers.event', { how, name: by_name ?? '' })}
            text={<Parts of={partsOf(sessions, passkeys, cards)} />}
            end={whenSaid(at)}
          />
        ))}
      </List>
    </section>
  )
}

const partsOf = (phones: number, passkeys: number, cards: number): string[] =>
  [
    phones > 0 && t('rescue.lost.nPhones', { count: phones }),
    passkeys > 0 && t('rescue.lost.nPasskeys', { count: passkeys }),
    cards > 0 && t('rescue.lost.nCards', { count: cards }),
  ].filter((part) => part !== false)
