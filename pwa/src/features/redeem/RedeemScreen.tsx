import { useEffect, useState } from 'preact/hooks'
import type { RedemptionQuote as Quote, Redeemable, Redemption } from '../../data/api-types'
import { api } from '../../data/client'
import { type Pending, pendingIn } from '../../data/pending'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { formatEuro } from '../../ui/euro'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { AskSheet, type Order } from './AskSheet'
import { dayOfYear } from './day-of-year'
import { FeeAssociation } from './FeeAssociation'
import { HowMuch } from './HowMuch'
import { unitAt } from './place'
import { Requests } from './Requests'
import './redeem.css'

/** What a shop or an association can turn into euro now and later, and what became of its requests. */
export default function RedeemScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const path = `/organisations/${orgId}/redemption`
  const till = useResource(path, (abort) => api.get<Redeemable>(path, abort))
  const unit = unitAt(orgId)
  const slot = `redeem ${orgId}`
  const [quote, setQuote] = useState<Quote | null>(null)
  const [lost, setLost] = useState<Pending<Order>>()
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState('')
  const look = (): Promise<void> => pendingIn<Order>(slot).then(setLost)
  useEffect(() => void look(), [slot])
  const found = till.data
  useEffect(() => setQuote(found?.quote ?? null), [found])
  if (!unit) return <Screen title={t('redeem.title')} back="/desk" />
  const ready = found?.may_ask && found.last4 && quote && quote.amount >= found.terms.minimum
  const action = ready ? (
    <Button onClick={() => setAsking(true)}>
      {t('redeem.ask', { amount: formatCoins(quote.amount, unit) })}
    </Button>
  ) : found?.may_ask && !found.last4 ? (
    <Button href={`/redeem/${orgId}/bank`}>{t('redeem.bankFill')}</Button>
  ) : null
  return (
    <Screen title={t('redeem.title')} back="/desk" action={action}>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={till}>
        {(data) => (
          <>
            {lost && <Lost onSend={() => setAsking(true)} />}
            <Now till={data} unit={unit} quote={quote} onQuote={setQuote} />
            {data.owed > 0 && <Owed amount={data.owed} unit={unit} organisationId={orgId} />}
            <Later till={data} unit={unit} />
            {data.open && <Ways till={data} onChanged={till.reload} />}
            <Requests
              redemptions={data.redemptions}
              unit={unit}
              last4={data.last4}
              mayAct={data.may_ask}
              onChanged={(words) => {
                setDone(words)
                void till.reload()
              }}
            />
          </>
        )}
      </Loaded>
      <AskSheet
        open={asking}
        slot={slot}
        organisationId={orgId}
        quote={quote}
        lost={lost}
        last4={found?.last4 ?? ''}
        unit={unit}
        onClose={() => {
          setAsking(false)
          void look()
        }}
        onAsked={(made: Redemption) => {
          setDone(t('redeem.done', { euro: formatEuro(made.euro_cents) }))
          void till.reload()
        }}
      />
    </Screen>
  )
}

function Owed({ amount, unit, organisationId }: { amount: number; unit: Unit; organisationId: string }) {
  return (
    <Notice
      kind="warning"
      title={t('redeem.owed', { amount: formatCoins(amount, unit) })}
      next={t('redeem.owedNext')}
      action={t('redeem.owedShow')}
      onAction={() => navigate(`/disputes/shop/${organisationId}`)}
    />
  )
}

function Lost({ onSend }: { onSend: () => void }) {
  return (
    <Notice
      kind="warning"
      title={t('redeem.lost')}
      next={t('redeem.lostNext')}
      action={t('redeem.lostSend')}
      onAction={onSend}
    />
  )
}

type NowProps = {
  till: Redeemable
  unit: Unit
  quote: Quote | null
  onQuote: (quote: Quote | null) => void
}

function Now({ till, unit, quote, onQuote }: NowProps) {
  if (!till.open) return <Notice title={t('redeem.closed')} next={t('redeem.closedNext')} />
  return (
    <section class="card redeem-now">
      <h2 class="redeem-label">{t('redeem.now')}</h2>
      <p class="redeem-euro" dir="ltr">
        {formatEuro(quote?.euro_cents ?? 0)}
      </p>
      {till.quote ? (
        <HowMuch till={till} unit={unit} quote={quote} onQuote={onQuote} />
      ) : (
        <p class="soft">{t(till.balance > 0 ? 'redeem.notYet' : 'redeem.nothing')}</p>
      )}
      {!till.may_ask && <p class="soft small">{t('redeem.onlyOwner')}</p>}
    </section>
  )
}

function Later({ till, unit }: { till: Redeemable; unit: Unit }) {
  if (till.later.length === 0 && till.by_spending === 0) return null
  const { after_days: days, after_spends: spends, after_refund_days: window } = till.terms
  return (
    <Card title={t('redeem.later')}>
      {till.by_spending > 0 && (
        <p>{t('redeem.spendFirst', { amount: formatCoins(till.by_spending, unit), spends })}</p>
      )}
      {till.later.length > 0 && window > 0 && <p class="soft small">{t('redeem.laterRefund', { window })}</p>}
      {till.later.length > 0 && days > 0 && (
        <p class="soft small">{t(spends > 0 ? 'redeem.laterOr' : 'redeem.laterText', { days, spends })}</p>
      )}
      {till.later.length > 0 && (
        <List label={t('redeem.later')}>
          {till.later.map(({ day, amount }) => (
            <Row key={day} title={dayOfYear(day)} end={formatCoins(amount, unit)} />
          ))}
        </List>
      )}
    </Card>
  )
}

function Ways({ till, onChanged }: { till: Redeemable; onChanged: () => Promise<void> }) {
  const ends = till.last4 ? t('redeem.bankEnds', { last4: till.last4 }) : t('redeem.bankMissingText')
  return (
    <section class="card redeem-ways">
      <List>
        <Row
          title={till.last4 ? t('redeem.bank') : t('redeem.bankMissing')}
          text={ends}
          href={`/redeem/${till.organisation.id}/bank`}
        />
        {till.terms.fee_to_association && <FeeAssociation till={till} onChanged={onChanged} />}
      </List>
    </section>
  )
}
