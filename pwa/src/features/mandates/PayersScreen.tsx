import { useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import { useResource } from '../../data/resource'
import type { Payer, PayerList } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { EmptyState } from '../../ui/EmptyState'
import { formatEuro } from '../../ui/euro'
import { Icon, type IconName } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ShareLink } from '../../ui/ShareLink'
import { Sheet } from '../../ui/Sheet'
import { GrantSheet } from './GrantSheet'
import { PlanHead } from './PlanHead'
import { ownPlans } from './PlanTabs'
import { everyPage } from './pages'
import { StopSheet } from './StopSheet'
import { shortDay, standingSaid, unitIn } from './said'
import './mandates.css'

/** Who pays a plan, who is behind, and what euro are owed; of a grant who receives it. */
export default function PayersScreen({ params }: ScreenProps) {
  const path = `/plans/${params.id}/payers`
  const found = useResource(path, (abort) =>
    everyPage<PayerList>(path, abort, (all, more) => ({ ...more, payers: [...all.payers, ...more.payers] })),
  )
  const [stopping, setStopping] = useState<Payer | null>(null)
  const [inviting, setInviting] = useState(false)
  const plan = found.data?.plan
  const reload = (): void => void found.reload()
  const granting = plan?.kind === 'grant'
  const invite = plan?.status === 'open' && (
    <Button look="quiet" fit icon={granting ? 'plus' : 'share'} onClick={() => setInviting(true)}>
      {t(granting ? 'mandates.grant.new' : 'mandates.plans.share')}
    </Button>
  )
  return (
    <Screen title={plan?.name ?? t('mandates.plans.title')} back={ownPlans(plan)} wide aside={invite}>
      <Loaded of={found}>
        {({ plan: of, payers }) => {
          const unit = unitIn(of.community_id)
          if (!unit) return null
          return (
            <>
              <PlanHead plan={of} unit={unit} current="payers" onChanged={reload} />
              {payers.length === 0 ? (
                <EmptyState
                  picture="gables"
                  text={t(granting ? 'mandates.grant.empty' : 'mandates.payers.empty')}
                  action={t(granting ? 'mandates.grant.new' : 'mandates.plans.share')}
                  onAction={() => setInviting(true)}
                />
              ) : (
                <Payers payers={payers} unit={unit} onStop={setStopping} />
              )}
              {granting ? (
                <GrantSheet
                  open={inviting}
                  plan={of}
                  unit={unit}
                  onClose={() => setInviting(false)}
                  onDone={() => {
                    setInviting(false)
                    reload()
                  }}
                />
              ) : (
                <Sheet open={inviting} title={of.name} onClose={() => setInviting(false)}>
                  <p>{t('mandates.plans.shareText')}</p>
                  <ShareLink
                    url={`${location.origin}/plans/${of.id}`}
                    title={of.name}
                    label={t('mandates.plans.share')}
                  />
                </Sheet>
              )}
              <StopSheet payer={stopping} onClose={() => setStopping(null)} onDone={reload} />
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

type PayersProps = { payers: Payer[]; unit: Unit; onStop: (payer: Payer) => void }

function Payers({ payers, unit, onStop }: PayersProps) {
  const stop = (payer: Payer) =>
    !payer.mandate.ended_at && (
      <Button look="quiet" fit onClick={() => onStop(payer)}>
        {t('mandates.payers.stop')}
      </Button>
    )
  return (
    <Desk
      label={t('mandates.payers.title')}
      items={payers}
      columns={columns(
        unit,
        payers.some((one) => one.mandate.euro_cents + one.euro_owed_cents > 0),
      )}
      idOf={({ mandate }) => mandate.id}
      textOf={({ mandate }) => mandate.party}
      filters={[
        {
          name: 'show',
          label: t('mandates.payers.show'),
          options: [
            { value: '', label: t('mandates.payers.all') },
            { value: 'behind', label: t('mandates.payers.behindOnly') },
            { value: 'ended', label: t('mandates.payers.endedOnly') },
          ],
        },
      ]}
      fits={(payer, chosen) => shown(payer, chosen('show'))}
      actions={stop}
      card={(payer) => (
        <List>
          <Row
            start={<Icon name={iconOf(payer)} />}
            title={payer.mandate.party}
            text={
              <>
                {behindSaid(payer)}
                <br />
                {standingSaid(payer.mandate)}
              </>
            }
            end={stop(payer)}
          />
        </List>
      )}
    />
  )
}

function iconOf({ behind, euro_owed_cents: owed }: Payer): IconName {
  if (behind > 0) return 'warning'
  return owed > 0 ? 'euro' : 'check'
}

const shown = ({ mandate, behind, euro_owed_cents: owed }: Payer, show: string): boolean =>
  show === 'ended' ? mandate.ended_at !== null : show !== 'behind' || behind > 0 || owed > 0

/** Whether the coin was paid. */
function coinSaid({ behind, last_paid_on: paid }: Payer): string {
  if (behind > 0) return t('mandates.payers.behind', { count: behind })
  return t(paid ? 'mandates.payers.fine' : 'mandates.payers.notYet')
}

/** Whether everything was paid, or what was not. */
function behindSaid(payer: Payer): string {
  const { behind, euro_owed_cents: owed } = payer
  const parts = [
    behind > 0 && t('mandates.payers.behind', { count: behind }),
    owed > 0 && t('mandates.plans.owed', { euro: formatEuro(owed) }),
  ].filter(Boolean)
  return parts.length ? parts.join(' · ') : coinSaid(payer)
}

function columns(unit: Unit, euro: boolean): Column<Payer>[] {
  const all: Column<Payer>[] = [
    { key: 'party', label: t('mandates.payers.name'), value: ({ mandate }) => mandate.party },
    {
      key: 'amount',
      label: t('mandates.payers.amountShort'),
      fileLabel: t('mandates.payers.amount', { unit: unit.plural }),
      number: true,
      value: ({ mandate }) => Number(plainAmount(mandate.amount, unit.decimals)),
    },
    { key: 'behind', label: t('mandates.payers.state'), value: ({ behind }) => behind, cell: coinSaid },
    {
      key: 'owed',
      label: t('mandates.payers.owed'),
      number: true,
      value: (payer) => payer.euro_owed_cents / 100,
      cell: (payer) => (payer.euro_owed_cents > 0 ? formatEuro(payer.euro_owed_cents) : ''),
    },
    {
      key: 'paid',
      label: t('mandates.payers.lastPaid'),
      value: (payer) => payer.last_paid_on ?? '',
      cell: (payer) => (payer.last_paid_on ? shortDay(payer.last_paid_on) : ''),
    },
    {
      key: 'next',
      label: t('mandates.payers.next'),
      value: ({ mandate }) => mandate.next_on ?? '',
      cell: ({ mandate }) => (mandate.next_on ? shortDay(mandate.next_on) : standingSaid(mandate)),
    },
  ]
  return all.filter(({ key }) => euro || key !== 'owed')
}
