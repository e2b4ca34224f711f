import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Mandate, MandateHistory } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Card } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { History } from './History'
import { everySaid, ownerSaid, priceSaid, standingSaid, unitIn } from './said'
import './mandates.css'

/** One standing order: what comes next, what was paid, and how to stop it. */
export default function MandateScreen({ params }: ScreenProps) {
  const path = `/mandates/${params.id}`
  const found = useResource(path, (abort) => api.get<MandateHistory>(path, abort))
  return (
    <Screen title={found.data?.mandate.plan.name ?? t('mandates.title')} back="/mandates">
      <Loaded of={found}>
        {({ mandate, collections }) => {
          const unit = unitIn(mandate.plan.community_id)
          if (!unit) return null
          return (
            <>
              <Standing mandate={mandate} unit={unit} />
              <MoreAsked mandate={mandate} unit={unit} onAgreed={() => void found.reload()} />
              <Facts mandate={mandate} unit={unit} />
              <History periods={collections} unit={unit} received={mandate.plan.kind === 'grant'} />
              {!mandate.ended_at && <End mandate={mandate} onEnded={() => void found.reload()} />}
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

type Props = { mandate: Mandate; unit: Unit }

function Standing({ mandate, unit }: Props) {
  return (
    <section class="mandate-standing">
      <Amount value={mandate.amount} unit={unit} />
      <p class="soft">{everySaid(mandate.plan)}</p>
      <p class={mandate.tries > 0 && !mandate.ended_at ? 'plan-tag plan-tag-warn' : 'plan-tag'}>
        {standingSaid(mandate)}
      </p>
    </section>
  )
}

function Facts({ mandate, unit }: Props) {
  const { plan } = mandate
  const facts: [string, string | null][] = [
    [t(plan.kind === 'grant' ? 'mandates.fact.from' : 'mandates.fact.to'), ownerSaid(plan)],
    [
      t('mandates.fact.price'),
      mandate.euro_cents ? priceSaid(mandate.amount, mandate.euro_cents, unit) : null,
    ],
    [t('mandates.fact.plot'), mandate.plot],
    [t('mandates.fact.first'), dateSaid(mandate.first_on)],
    [t('mandates.fact.last'), mandate.ends_on && dateSaid(mandate.ends_on)],
    [t('mandates.fact.holds'), mandate.holds_until && dateSaid(mandate.holds_until)],
    [t('mandates.fact.why'), mandate.end_reason && t('mandates.why', { reason: mandate.end_reason })],
  ]
  return (
    <Card>
      <dl class="mandate-facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
    </Card>
  )
}

function MoreAsked({ mandate, unit, onAgreed }: Props & { onAgreed: () => void }) {
  const { busy, error, run } = useDoing()
  if (mandate.new_amount === null) return null
  const body = { amount: mandate.new_amount, euro_cents: mandate.new_euro_cents ?? 0 }
  const price = priceSaid(body.amount, body.euro_cents, unit)
  const agree = async (): Promise<void> => {
    if (!(await run('agree', () => api.post(`/mandates/${mandate.id}/accept`, body)))) return
    countsChanged()
    announce(t('mandates.more.agreed', { price }))
    onAgreed()
  }
  return (
    <Notice
      kind="warning"
      title={t('mandates.more.title', { plan: mandate.plan.name, price })}
      next={t('mandates.more.next', { price: priceSaid(mandate.amount, mandate.euro_cents, unit) })}
    >
      {error && <ErrorNotice trouble={error} />}
      <Button busy={busy !== null} fit onClick={() => void agree()}>
        {t('mandates.more.agree', { price })}
      </Button>
    </Notice>
  )
}

function End({ mandate, onEnded }: { mandate: Mandate; onEnded: () => void }) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const end = async (): Promise<void> => {
    if (!(await run('end', () => api.post(`/mandates/${mandate.id}/end`)))) return
    setAsking(false)
    announce(t('mandates.end.done'))
    onEnded()
  }
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('mandates.end.now')}
      </Button>
      <Confirm
        open={asking}
        title={t('mandates.end.title', { plan: mandate.plan.name })}
        text={t(mandate.plot ? 'mandates.end.plot' : 'mandates.end.text')}
        action={t('mandates.end.now')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
