import { useState } from 'preact/hooks'
import type { Sale, SaleList } from '../../data/api-types'
import { deskHat } from '../../data/desk-hat'
import { usePages } from '../../data/pages'
import { community } from '../../data/session'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { formatEuro } from '../../ui/euro'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { SaleForm } from './SaleForm'
import './circulation.css'

/** The desk where people buy coin with euro. */
export default function SalesScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const unit = deskHat(communityId)?.community.currency
  const sales = usePages(`/communities/${communityId}/sales`, (page: SaleList) => page.sales)
  const [done, setDone] = useState('')
  const [count, setCount] = useState(0)
  const terms = community.value?.settings?.sales
  const title = t('circulation.sales.title')
  if (!unit || !terms) return <Screen title={title} back="/desk" wide />
  if (!terms.open_to?.length) {
    return (
      <Screen title={title} back="/desk" wide>
        <Notice title={t('circulation.sales.closed')} next={t('circulation.sales.closedNext')} />
      </Screen>
    )
  }
  return (
    <Screen title={title} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <div class="columns">
        <SaleForm
          key={count}
          communityId={communityId}
          unit={unit}
          terms={terms}
          onDone={(words) => {
            setDone(words)
            setCount(count + 1)
            void sales.reload()
          }}
        />
        <Card title={t('circulation.sales.last')}>
          <Loaded of={sales}>{(found) => <Sales sales={found} unit={unit} />}</Loaded>
          <More of={sales} />
        </Card>
      </div>
    </Screen>
  )
}

function Sales({ sales, unit }: { sales: Sale[]; unit: Unit }) {
  if (sales.length === 0) return <EmptyState picture="boat" text={t('circulation.sales.empty')} />
  return (
    <List label={t('circulation.sales.last')}>
      {sales.map((one) => (
        <Row
          key={one.id}
          title={one.buyer?.name ?? t('circulation.who.member')}
          text={[
            whenSaid(one.at),
            t(`circulation.sales.${one.paid_by}`),
            one.reference,
            one.gift > 0 && !one.gift_paid && t('circulation.sales.owed'),
          ]
            .filter(Boolean)
            .join(' · ')}
          end={
            <span class="circulation-end">
              <strong dir="ltr">{formatEuro(one.cents)}</strong>
              <span class="soft small">{formatCoins(one.amount + one.bonus, unit)}</span>
            </span>
          }
        />
      ))}
    </List>
  )
}
