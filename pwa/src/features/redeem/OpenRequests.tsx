import type { RedemptionList } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { formatEuro } from '../../ui/euro'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

type Props = { community: string; unit: Unit; count: number }

/** Who waits for euro, newest first; read again whenever their number changes. */
export function OpenRequests({ community, unit, count }: Props) {
  const path = `/communities/${community}/redemptions?status=open`
  const found = useResource(`${path} ${count}`, (abort) => api.get<RedemptionList>(path, abort))
  return (
    <Card title={t('redeem.requests')}>
      <Loaded of={found}>
        {({ redemptions }) => (
          <List label={t('redeem.requests')}>
            {redemptions.map(({ id, organisation, amount, at, euro_cents: cents }) => (
              <Row
                key={id}
                title={organisation.name}
                text={t('redeem.requestOf', { amount: formatCoins(amount, unit), when: whenSaid(at) })}
                end={<strong dir="ltr">{formatEuro(cents)}</strong>}
              />
            ))}
          </List>
        )}
      </Loaded>
    </Card>
  )
}
