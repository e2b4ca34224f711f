import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import type { Settlement, SettlementList } from '../../data/api-types'
import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { deskHat } from '../../data/desk-hat'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { countsChanged } from '../../ui/entries/entry'
import { formatEuro } from '../../ui/euro'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { OpenRequests } from './OpenRequests'
import { State } from './State'
import { byWhom, stateOf } from './settlement-words'
import './redeem.css'

/** What waits to be paid out, and the settlements: gather, have released, see paid. */
export default function SettleScreen({ params }: ScreenProps) {
  const community = params.community ?? ''
  const path = `/communities/${community}/settlements`
  const found = useResource(path, (abort) => api.get<SettlementList>(path, abort))
  const [gathering, setGathering] = useState(false)
  const unit = deskHat(community)?.community.currency
  return (
    <Screen title={t('redeem.settle.title')} back="/desk" wide>
      <Loaded of={found}>
        {(all) => (
          <>
            {!all.debtor_last4 && (
              <Notice
                kind="warning"
                title={t('redeem.settle.ownMissing')}
                next={t('redeem.settle.ownMissingNext')}
                action={t('redeem.bankFill')}
                onAction={() => navigate(`/settle/${community}/bank`)}
              />
            )}
            <Open found={all} community={community} onGather={() => setGathering(true)} />
            {unit && all.open_count > 0 && (
              <OpenRequests community={community} unit={unit} count={all.open_count} />
            )}
            <Settlements settlements={all.settlements} community={community} />
            <Gathering
              open={gathering}
              found={all}
              community={community}
              onClose={() => setGathering(false)}
            />
          </>
        )}
      </Loaded>
    </Screen>
  )
}

type OpenProps = { found: SettlementList; community: string; onGather: () => void }

function Open({ found, community, onGather }: OpenProps) {
  return (
    <section class="card settle-open">
      <div class="settle-figures">
        <h2 class="redeem-label">{t('redeem.settle.open')}</h2>
        <p class="redeem-euro" dir="ltr">
          {formatEuro(found.open_cents)}
        </p>
        <p class="soft">
          {t('redeem.settle.openCount', { count: found.open_count })}
          {' · '}
          {t('redeem.settle.reserve', { euro: formatEuro(found.reserve_cents) })}
        </p>
      </div>
      <div class="settle-ways">
        {found.open_count > 0 && <Button onClick={onGather}>{t('redeem.settle.gather')}</Button>}
        <Button look="quiet" href={`/settle/${community}/statements`}>
          {t('redeem.statements.title')}
        </Button>
        {found.debtor_last4 && (
          <Button look="plain" href={`/settle/${community}/bank`}>
            {t('redeem.details.own')}
          </Button>
        )}
      </div>
    </section>
  )
}

function Settlements({ settlements, community }: { settlements: Settlement[]; community: string }) {
  if (settlements.length === 0) return <EmptyState picture="bridge" text={t('redeem.settle.empty')} />
  return (
    <section class="stack-tight">
      <h2>{t('redeem.settle.list')}</h2>
      <ul class="settle-list">
        {settlements.map((one) => (
          <li key={one.id}>
            <a class="card settle-one" href={`/settle/${community}/one/${one.id}`}>
              <span class="redeem-request-top">
                <strong dir="ltr">{formatEuro(one.euro_cents)}</strong>
                <State state={stateOf(one)} words={t(`redeem.settle.state.${stateOf(one)}`)} />
              </span>
              <span class="soft small">{t('redeem.settle.count', { count: one.count })}</span>
              <span class="soft small">{byWhom(one)}</span>
              {one.status === 'released' && <Progress of={one} />}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ of }: { of: Settlement }) {
  const words = t('redeem.settle.progress', { paid: of.paid, count: of.count })
  return (
    <span class="small">
      {words}
      {of.returned > 0 && ` · ${t('redeem.settle.returnedCount', { count: of.returned })}`}
    </span>
  )
}

type GatheringProps = { open: boolean; found: SettlementList; community: string; onClose: () => void }

function Gathering({ open, found, community, onClose }: GatheringProps) {
  // One id for as long as the screen stands: a second try gathers nothing more.
  const [id] = useState(newId)
  const { busy, error, run } = useDoing()
  const gather = async (): Promise<void> => {
    const send = (): Promise<unknown> => sendCommand(`/settlements/${id}`, { community_id: community })
    if (!(await run('gather', send))) return
    announce(t('redeem.settle.gathered'))
    countsChanged()
    onClose()
    navigate(`/settle/${community}/one/${id}`)
  }
  return (
    <Confirm
      open={open}
      title={t('redeem.settle.gatherTitle', { count: found.open_count })}
      text={t('redeem.settle.gatherText', { euro: formatEuro(found.open_cents) })}
      action={t('redeem.settle.gather')}
      busy={busy !== null}
      trouble={error}
      harmless
      onConfirm={() => void gather()}
      onClose={onClose}
    />
  )
}
