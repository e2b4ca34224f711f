import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Programme } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { SpentBar } from './SpentBar'
import { periodSaid } from './said'
import './programmes.css'

/** What funders pay for: open programmes first, each with what is left of it. */
export default function ProgrammesScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/programmes`
  const found = useResource(path, (abort) => api.get<{ programmes: Programme[] }>(path, abort))
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('programmes.title')} back="/desk" />
  const isIssuer = worn.kind === 'issuer'
  const newPath = `/programmes/${communityId}/new`
  const add = isIssuer && found.data?.programmes.length !== 0 && (
    <Button fit icon="plus" look="quiet" href={newPath}>
      {t('programmes.new.short')}
    </Button>
  )
  return (
    <Screen title={t('programmes.title')} back="/desk" aside={add} wide>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {({ programmes }) =>
          programmes.length === 0 ? (
            <EmptyState
              picture="windmill"
              text={t('programmes.empty')}
              action={isIssuer ? t('programmes.new.title') : undefined}
              onAction={() => navigate(newPath)}
            />
          ) : (
            <ul class="programme-cards">
              {programmes.map((one) => (
                <li key={one.id}>
                  <ProgrammeCard programme={one} unit={unit} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Screen>
  )
}

function ProgrammeCard({ programme, unit }: { programme: Programme; unit: Unit }) {
  const { id, community_id, name, funder, status, issued, spent, budgets } = programme
  const left = issued - spent
  const low = budgets.filter(({ state }) => state !== 'enough').length
  return (
    <a class="programme-card" href={`/programmes/${community_id}/programme/${id}`}>
      <span>
        <span class="programme-name">
          <bdi>{name}</bdi>
        </span>
        <span class="soft small">
          <bdi>{funder}</bdi> · {periodSaid(programme)}
        </span>
      </span>
      <span class="programme-left">
        <strong dir="ltr">{formatDigits(left, unit)}</strong>{' '}
        <span class="soft">{t('programmes.leftOf', { unit: unitOf(left, unit) })}</span>
      </span>
      <SpentBar spent={spent} issued={issued} unit={unit} />
      <span class="programme-tags">
        {status === 'closed' && <span class="tag">{t('programmes.closed')}</span>}
        {status === 'open' && low > 0 && (
          <span class="tag tag-warn">{t('programmes.lowBudgets', { count: low })}</span>
        )}
        {programme.waiting > 0 && <span class="tag">{t('programmes.issueWaits')}</span>}
      </span>
    </a>
  )
}
