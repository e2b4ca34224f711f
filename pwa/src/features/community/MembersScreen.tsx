import type { Organisation, People, Role, RoleHolder } from '../../data/types'
import { n, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Bars, monthBar } from '../../ui/chart/Bars'
import { numbers } from '../../ui/chart/measure'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Holders } from './Holders'
import { roleSaid } from './organisation-words'
import { useOrganisations, usePeople } from './reading'
import './community.css'

/** How many take part, and who holds a role; residents are never listed by name. */
export default function MembersScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const people = usePeople(communityId)
  const found = useOrganisations(communityId)
  const invite = (
    <Button look="quiet" fit icon="plus" href={`/community/${communityId}/invite`}>
      {t('community.links.title')}
    </Button>
  )
  return (
    <Screen title={t('community.members.title')} back="/desk" aside={invite} wide>
      <Loaded of={people}>
        {(known) => (
          <>
            <Totals people={known} />
            <div class="columns">
              <Wide people={known} communityId={communityId} onEnded={() => void people.reload()} />
              <AtOrganisations holders={known.holders} organisations={found.data?.organisations ?? []} />
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

const COUNTED: Role[] = ['shop_owner', 'shop_staff', 'coordinator', 'treasurer', 'issuer']

function Totals({ people: { totals, joined } }: { people: People }) {
  const lately = joined.at(-1)?.people ?? 0
  return (
    <section class="card members-total">
      <div class="members-sums">
        <p class="members-big">
          <strong>{n(totals.member ?? 0)}</strong>{' '}
          <span class="soft">{t('community.members.members', { count: totals.member ?? 0 })}</span>
        </p>
        <dl class="facts">
          {COUNTED.map((role) => (
            <div key={role}>
              <dt>{roleSaid(role)}</dt>
              <dd>{n(totals[role] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Bars
        title={t('community.members.joined')}
        summary={t('community.members.lately', { count: lately })}
        series={[t('community.members.new')]}
        measure={numbers}
        bars={joined.map(({ month, people }) => monthBar(month, people))}
      />
    </section>
  )
}

type WideProps = { people: People; communityId: string; onEnded: () => void }

function Wide({ people: { holders }, communityId, onEnded }: WideProps) {
  const wide = holders.filter(({ organisation_id }) => organisation_id === null)
  return (
    <section class="card">
      <h2>{t('community.members.wide')}</h2>
      <Holders holders={wide} communityId={communityId} onEnded={onEnded} />
    </section>
  )
}

type AtProps = { holders: RoleHolder[]; organisations: Organisation[] }

/** Who works where: the organisations, each with its people's names. */
function AtOrganisations({ holders, organisations }: AtProps) {
  const places = organisations
    .map((one) => ({
      ...one,
      names: holders
        .filter((holder) => holder.organisation_id === one.id)
        .map((holder) => holder.display_name),
    }))
    .filter(({ names }) => names.length > 0)
  if (places.length === 0) return null
  return (
    <section class="card">
      <h2>{t('community.members.at')}</h2>
      <List>
        {places.map(({ id, community_id, name, names }) => (
          <Row
            key={id}
            href={`/community/${community_id}/organisation/${id}`}
            title={name}
            text={names.map((one, index) => (
              <span key={one}>
                {index > 0 && ', '}
                <bdi>{one}</bdi>
              </span>
            ))}
          />
        ))}
      </List>
    </section>
  )
}
