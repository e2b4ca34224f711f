import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Deposit, Reserve } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { euros } from '../../ui/chart/measure'
import { EmptyState } from '../../ui/EmptyState'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Parts } from '../../ui/Parts'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { AmountSheet } from './AmountSheet'
import { Cover } from './Cover'
import { DepositSheet } from './DepositSheet'
import { withdrawOrder } from './orders'
import { Request } from './Request'
import './programmes.css'

/** The euro that cover the coin: how far, what came in, and what is to go out. */
export default function ReserveScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/reserve`
  const found = useResource(path, (abort) => api.get<Reserve>(path, abort))
  const unit = worn?.community.currency
  return (
    <Screen title={t('programmes.reserve.title')} back="/desk" wide>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {(reserve) =>
          unit && (
            <Inside
              communityId={communityId}
              slug={worn.community.slug}
              reserve={reserve}
              unit={unit}
              isTreasurer={worn.kind === 'treasurer'}
              onChanged={() => void found.reload()}
            />
          )
        }
      </Loaded>
    </Screen>
  )
}

type InsideProps = {
  communityId: string
  slug: string
  reserve: Reserve
  unit: Unit
  isTreasurer: boolean
  onChanged: () => void
}

function Inside({ communityId, slug, reserve, unit, isTreasurer, onChanged }: InsideProps) {
  const [doing, setDoing] = useState<'deposit' | 'withdraw' | null>(null)
  const [done, setDone] = useState('')
  const close = (): void => setDoing(null)
  const finish = (words: string): void => {
    setDone(words)
    onChanged()
  }
  return (
    <>
      {done && <Notice kind="success" title={done} />}
      <Cover cover={reserve} unit={unit}>
        <div class="programme-ways">
          {isTreasurer && (
            <Button onClick={() => setDoing('deposit')}>{t('programmes.deposit.short')}</Button>
          )}
          {isTreasurer && reserve.spare_cents > 0 && (
            <Button look="quiet" onClick={() => setDoing('withdraw')}>
              {t('programmes.withdraw.short')}
            </Button>
          )}
          <Button look="quiet" icon="people" href={`/c/${slug}`}>
            {t('programmes.public.look')}
          </Button>
        </div>
      </Cover>
      <Withdrawals reserve={reserve} unit={unit} mayDecide={isTreasurer} onSettled={finish} />
      <Deposits deposits={reserve.deposits} />
      <DepositSheet
        open={doing === 'deposit'}
        communityId={communityId}
        unit={unit}
        onClose={close}
        onDone={finish}
      />
      <AmountSheet
        order={doing === 'withdraw' ? withdrawOrder(communityId, reserve.spare_cents) : null}
        unit={unit}
        onClose={close}
        onDone={finish}
      />
    </>
  )
}

function Deposits({ deposits }: { deposits: Deposit[] }) {
  return (
    <Card title={t('programmes.reserve.deposits')}>
      {deposits.length === 0 ? (
        <EmptyState picture="boat" text={t('programmes.reserve.noDeposits')} />
      ) : (
        <List label={t('programmes.reserve.deposits')}>
          {deposits.map(({ id, cents, bank_reference, day, received_from, made_by_name }) => (
            <Row
              key={id}
              title={received_from}
              text={<Parts of={[dateSaid(day), bank_reference, made_by_name]} />}
              end={<strong dir="ltr">{euros.said(cents)}</strong>}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

type WithdrawalsProps = {
  reserve: Reserve
  unit: Unit
  mayDecide: boolean
  onSettled: (words: string) => void
}

function Withdrawals({ reserve: { withdrawals }, unit, mayDecide, onSettled }: WithdrawalsProps) {
  const waiting = withdrawals.filter(({ status }) => status === 'waiting')
  const past = withdrawals.filter(({ status }) => status !== 'waiting')
  return (
    <>
      {waiting.length > 0 && (
        <section class="stack">
          <h2>{t('programmes.reserve.waiting')}</h2>
          <ul class="programme-cards">
            {waiting.map((one) => {
              const amount = euros.said(one.cents)
              return (
                <li key={one.id}>
                  <Request
                    path={`/withdrawals/${one.id}`}
                    amount={amount}
                    about=""
                    why={one.why}
                    by={one.made_by}
                    byName={one.made_by_name}
                    at={one.at}
                    until={one.until}
                    unit={unit}
                    mayDecide={mayDecide}
                    approve={t('programmes.withdraw.sign', { amount })}
                    approved={t('programmes.withdraw.signed', { amount })}
                    onSettled={onSettled}
                  />
                </li>
              )
            })}
          </ul>
        </section>
      )}
      {past.length > 0 && (
        <Card title={t('programmes.reserve.withdrawals')}>
          <List label={t('programmes.reserve.withdrawals')}>
            {past.map((one) => (
              <Row
                key={one.id}
                title={one.why}
                text={
                  <Parts
                    of={[
                      dateSaid(one.decided_at ?? one.at),
                      t('programmes.request.status', { status: one.status }),
                    ]}
                  />
                }
                end={<strong dir="ltr">{euros.said(one.cents)}</strong>}
              />
            ))}
          </List>
        </Card>
      )}
    </>
  )
}
