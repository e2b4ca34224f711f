import type { Conflict } from '../../data/api-types'
import { usePages } from '../../data/pages'
import { hasMessage, t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { EmptyState } from '../../ui/EmptyState'
import { errorText } from '../../ui/error-text'
import { Icon } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Skeleton } from '../../ui/Skeleton'
import './offline.css'

/** Who reads: the shop that accepted, the payer, or those who keep the guarantee. */
export type Reader = 'shop' | 'payer' | 'desk'
type Props = { path: string; reader: Reader; unit: Unit }

/** What was accepted without a network and was not simply paid: what arrived, who bore the rest, and why. */
export function Conflicts({ path, reader, unit }: Props) {
  const pages = usePages(path, (page: { conflicts: Conflict[]; next: string | null }) => page.conflicts)
  return (
    <Loaded of={pages} skeleton={<Skeleton shape="rows" count={4} />}>
      {(conflicts) =>
        conflicts.length === 0 ? (
          <EmptyState picture="bridge" text={t(`offline.empty.${reader}`)} />
        ) : (
          <>
            <List label={t('offline.list')}>
              {conflicts.map((conflict) => (
                <ConflictRow key={conflict.id} conflict={conflict} reader={reader} unit={unit} />
              ))}
            </List>
            <More of={pages} />
          </>
        )
      }
    </Loaded>
  )
}

function ConflictRow({ conflict, reader, unit }: { conflict: Conflict; reader: Reader; unit: Unit }) {
  const { shop, payer_name, amount, reason, lost, owed, accepted_at } = conflict
  const who = reader === 'shop' ? whenSaid(accepted_at) : shop.name
  const bad = reader === 'payer' ? owed > 0 : lost > 0
  return (
    <Row
      start={
        <span class={bad ? 'conflict-mark conflict-bad' : 'conflict-mark'}>
          <Icon name={bad ? 'warning' : 'check'} />
        </span>
      }
      title={payer_name ? t('offline.fromTo', { payer: payer_name, shop: shop.name }) : who}
      text={
        <span class="conflict-facts">
          <strong>{reasonSaid(reason)}</strong>
          {factsOf(conflict, reader, unit).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {reader !== 'shop' && <span>{whenSaid(accepted_at)}</span>}
        </span>
      }
      end={<Amount value={amount} unit={unit} size="row" bare />}
    />
  )
}

/** Why, for who reads it afterwards; the errors' own sentences are for who can still do something. */
function reasonSaid(code: string): string {
  const key = `offline.reason.${code}`
  return hasMessage(key) ? t(key) : errorText({ code }).title
}

/** Where the coin came from or went, in short sentences; what is nothing is not said. */
export function factsOf(conflict: Conflict, reader: Reader, unit: Unit): string[] {
  const coins = (value: number): string => formatCoins(value, unit)
  const { received, covered, lost, owed, repaid, lost_because, waived_at } = conflict
  const said: (string | false)[] = [
    reader !== 'payer' && t('offline.fact.received', { amount: coins(received) }),
    reader !== 'payer' && covered > 0 && t('offline.fact.covered', { amount: coins(covered) }),
    reader !== 'payer' && lost > 0 && t('offline.fact.lost', { amount: coins(lost) }),
    lost > 0 && reader !== 'payer' && lost_because !== null && reasonSaid(lost_because),
    reader !== 'shop' && repaid > 0 && t('offline.fact.repaid', { amount: coins(repaid) }),
    reader !== 'shop' && owed > 0 && !waived_at && t('offline.fact.owed', { amount: coins(owed) }),
    reader !== 'shop' && waived_at !== null && t('offline.fact.waived'),
  ]
  return said.filter((fact): fact is string => Boolean(fact))
}
