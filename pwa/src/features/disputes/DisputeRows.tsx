import type { Dispute, DisputeList } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { type MessageKey, t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { formatCoins } from '../../ui/money'
import { Parts } from '../../ui/Parts'
import { Screen } from '../../ui/Screen'
import { statusSaid, unitIn, untilSaid } from './said'
import './disputes.css'

type Props = { path: string; back: string; empty: MessageKey; names?: boolean }

/** A list of complaints: those that wait first; with `names` each by its shop. */
export function DisputesScreen({ path, back, empty, names = false }: Props) {
  const found = useResource(path, (abort) => api.get<DisputeList>(path, abort))
  return (
    <Screen title={t('disputes.title')} back={back}>
      <Loaded of={found}>
        {({ disputes }) =>
          disputes.length === 0 ? (
            <EmptyState picture="bridge" text={t(empty)} />
          ) : (
            <List label={t('disputes.title')}>
              {disputes.map((one) => (
                <DisputeRow key={one.id} dispute={one} named={names} />
              ))}
            </List>
          )
        }
      </Loaded>
    </Screen>
  )
}

function DisputeRow({ dispute, named }: { dispute: Dispute; named: boolean }) {
  const unit = unitIn(dispute.community_id)
  if (!unit) return null
  const amount = formatCoins(dispute.amount, unit)
  return (
    <Row
      href={`/disputes/one/${dispute.id}`}
      title={named ? dispute.shop.name : amount}
      text={
        <>
          <span class="dispute-words">{dispute.words}</span>
          <Parts of={[statusSaid(dispute), untilSaid(dispute)].filter(Boolean)} />
        </>
      }
      end={named ? amount : whenSaid(dispute.opened_at)}
    />
  )
}
