import type { Organisation } from '../../data/types'
import { n, t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import type { Filter } from '../../ui/desk/DeskTools'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { KINDS, kindSaid, statusSaid } from './organisation-words'
import { useOrganisations, usePeople } from './reading'
import './community.css'

type Listed = Organisation & { people: number }

/** Shops, associations, institutions and the municipality: who takes part. */
export default function OrganisationsScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const admit = `/community/${communityId}/admit`
  const found = useOrganisations(communityId)
  const people = usePeople(communityId)
  const listed = (found.data?.organisations ?? []).map((one) => ({
    ...one,
    people: new Set(
      people.data?.holders
        .filter(({ organisation_id }) => organisation_id === one.id)
        .map(({ person_id }) => person_id),
    ).size,
  }))
  const aside = listed.length > 0 && (
    <Button look="quiet" fit icon="plus" href={admit}>
      {t('community.organisations.add')}
    </Button>
  )
  return (
    <Screen title={t('community.organisations.title')} back="/desk" aside={aside} wide>
      <Loaded of={found}>
        {() =>
          listed.length === 0 ? (
            <EmptyState
              picture="gables"
              text={t('community.organisations.empty')}
              action={t('community.admit.title')}
              href={admit}
            />
          ) : (
            <Organisations all={listed} />
          )
        }
      </Loaded>
    </Screen>
  )
}

const pathOf = ({ community_id, id }: Organisation): string => `/community/${community_id}/organisation/${id}`

function Organisations({ all }: { all: Listed[] }) {
  return (
    <Desk
      label={t('community.organisations.title')}
      items={all}
      columns={columns()}
      idOf={({ id }) => id}
      textOf={({ name, category }) => `${name} ${category}`}
      filters={filters()}
      fits={({ kind, status }, chosen) =>
        ['', kind].includes(chosen('kind')) && ['', status].includes(chosen('status'))
      }
      card={(one) => (
        <List>
          <Row
            title={one.name}
            text={
              <>
                {kindSaid(one.kind)}
                {one.category && ` · ${one.category}`}
                {` · ${t('community.organisations.people', { count: one.people })}`}
                {one.status === 'closed' && ` · ${t('community.organisations.closed')}`}
              </>
            }
            href={pathOf(one)}
          />
        </List>
      )}
    />
  )
}

const columns = (): Column<Listed>[] => [
  {
    key: 'name',
    label: t('community.organisations.name'),
    value: ({ name }) => name,
    cell: (one) => (
      <a class="strong" href={pathOf(one)}>
        <bdi>{one.name}</bdi>
      </a>
    ),
  },
  { key: 'kind', label: t('community.organisations.kind'), value: ({ kind }) => kindSaid(kind) },
  { key: 'category', label: t('community.organisations.category'), value: ({ category }) => category },
  {
    key: 'people',
    label: t('community.organisations.peopleHead'),
    value: ({ people }) => people,
    cell: ({ people }) => n(people),
    number: true,
  },
  {
    key: 'status',
    label: t('community.organisations.status'),
    value: ({ status }) => statusSaid(status),
    cell: ({ status }) => (
      <span class={status === 'open' ? 'status-open' : 'status-closed'}>{statusSaid(status)}</span>
    ),
  },
]

const filters = (): Filter[] => [
  {
    name: 'kind',
    label: t('community.organisations.allKinds'),
    options: KINDS.map((kind) => ({ value: kind, label: kindSaid(kind) })),
  },
  {
    name: 'status',
    label: t('community.organisations.allStatus'),
    options: (['open', 'closed'] as const).map((status) => ({ value: status, label: statusSaid(status) })),
  },
]
