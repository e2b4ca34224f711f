import { useState } from 'preact/hooks'
import type { Partner, PartnerList, Trade, TradeList } from '../../data/api-types'
import { api } from '../../data/client'
import { usePages } from '../../data/pages'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Field } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { hatAt } from './place'
import { RefundSheet, TradeSheet } from './TradeSheet'
import './circulation.css'

/** A shop pays another with the coins it took. */
export default function TradeScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const unit = hatAt(orgId)?.community.currency
  const path = `/organisations/${orgId}`
  const partners = useResource(`${path}/partners`, (abort) => api.get<PartnerList>(`${path}/partners`, abort))
  const trades = usePages(`${path}/trades`, (page: TradeList) => page.trades)
  const [paying, setPaying] = useState<Partner | null>(null)
  const [refunding, setRefunding] = useState<Trade | null>(null)
  const [done, setDone] = useState('')
  if (!unit) return <Screen title={t('circulation.trade.title')} back="/desk" />
  const finish = (words: string): void => {
    setDone(words)
    void partners.reload()
    void trades.reload()
  }
  return (
    <Screen title={t('circulation.trade.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={partners}>
        {(found) => (
          <div class="columns">
            <div class="stack">
              <Spendable found={found} unit={unit} />
              {found.sells && (
                <Button look="quiet" icon="coin" href={`/sell/${orgId}`}>
                  {t('circulation.sales.title')}
                </Button>
              )}
              <Partners partners={found.partners} onChosen={setPaying} />
            </div>
            <Card title={t('circulation.trade.last')}>
              <Loaded of={trades}>
                {(list) => <Trades trades={list} unit={unit} onRefund={setRefunding} />}
              </Loaded>
              <More of={trades} />
            </Card>
          </div>
        )}
      </Loaded>
      <TradeSheet
        partner={paying}
        organisationId={orgId}
        unit={unit}
        onClose={() => setPaying(null)}
        onDone={finish}
      />
      <RefundSheet trade={refunding} unit={unit} onClose={() => setRefunding(null)} onDone={finish} />
    </Screen>
  )
}

function Spendable({ found: { balance, available }, unit }: { found: PartnerList; unit: Unit }) {
  return (
    <section class="card">
      <p class="soft">{t('circulation.trade.can')}</p>
      <Amount value={balance} unit={unit} />
      {available > balance && (
        <p class="soft">{t('circulation.trade.withCredit', { amount: formatCoins(available, unit) })}</p>
      )}
    </section>
  )
}

const ENOUGH_TO_SEARCH = 8

function Partners({ partners, onChosen }: { partners: Partner[]; onChosen: (one: Partner) => void }) {
  const [wanted, setWanted] = useState('')
  const found = partners.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <Card title={t('circulation.trade.whom')}>
      {partners.length > ENOUGH_TO_SEARCH && (
        <Field label={t('circulation.trade.search')} type="search" value={wanted} onInput={setWanted} />
      )}
      {partners.length === 0 && <EmptyState picture="gables" text={t('circulation.trade.nobody')} />}
      {partners.length > 0 && found.length === 0 && <p class="soft">{t('circulation.trade.noMatch')}</p>}
      {found.length > 0 && (
        <List label={t('circulation.trade.whom')}>
          {found.map((one) => (
            <Row
              key={one.id}
              start={<Avatar name={one.name} />}
              title={one.name}
              text={one.category}
              onClick={() => onChosen(one)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

type TradesProps = { trades: Trade[]; unit: Unit; onRefund: (trade: Trade) => void }

function Trades({ trades, unit, onRefund }: TradesProps) {
  if (trades.length === 0) return <EmptyState picture="bridge" text={t('circulation.trade.empty')} />
  return (
    <ul class="list" aria-label={t('circulation.trade.last')}>
      {trades.map((one) => (
        <li key={one.id} class="circulation-trade">
          <div class="circulation-trade-words">
            <p class="strong">
              <bdi>{one.partner.name}</bdi>
            </p>
            <p class="soft small">
              {whenSaid(one.at)}
              {one.memo && (
                <>
                  {' · '}
                  <bdi>{one.memo}</bdi>
                </>
              )}
            </p>
            {one.refunded > 0 && (
              <p class="small">
                {t('circulation.trade.refunded', { amount: formatCoins(one.refunded, unit) })}
              </p>
            )}
          </div>
          <div class="circulation-end">
            <Amount value={one.amount} unit={unit} size="row" direction={one.direction} bare />
            {one.direction === 'in' && one.refunded < one.amount && (
              <Button look="plain" fit onClick={() => onRefund(one)}>
                {t('circulation.trade.refund')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
