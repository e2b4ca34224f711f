import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import type { Filter } from '../../ui/desk/DeskTools'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { NewOrganisationSheet } from './NewOrganisationSheet'
import { OrganisationSheet } from './OrganisationSheet'
import { KINDS, kindSaid, statusSaid } from './organisation-words'
import './issue.css'

/** Shops, associations, institutions and the municipality: who takes part. */
export default function OrganisationsScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const path = `/communities/${communityId}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  const [making, setMaking] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const all = found.data?.organisations ?? []
  const open = all.find(({ id }) => id === opened) ?? null
  const aside = all.length > 0 && (
    <div class="desk-aside">
      <Button look="quiet" fit icon="people" href={`/issue/${communityId}/organisations/invite`}>
        {t('issue.links.title')}
      </Button>
      <Button look="quiet" fit icon="plus" onClick={() => setMaking(true)}>
        {t('issue.organisations.add')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('issue.organisations.title')} aside={aside} wide>
      <Loaded of={found}>
        {() =>
          all.length === 0 ? (
            <EmptyState
              picture="gables"
              text={t('issue.organisations.empty')}
              action={t('issue.organisations.new')}
              onAction={() => setMaking(true)}
            />
          ) : (
            <Organisations all={all} onOpen={({ id }) => setOpened(id)} />
          )
        }
      </Loaded>
      <NewOrganisationSheet
        open={making}
        communityId={communityId}
        onClose={() => setMaking(false)}
        onMade={() => void found.reload()}
      />
      <OrganisationSheet
        organisation={open}
        onClose={() => setOpened(null)}
        onChanged={() => void found.reload()}
      />
    </Screen>
  )
}

type Props = { all: Organisation[]; onOpen: (one: Organisation) => void }

function Organisations({ all, onOpen }: Props) {
  return (
    <Desk
      label={t('issue.organisations.title')}
      items={all}
      columns={columns()}
      idOf={({ id }) => id}
      textOf={({ name, category }) => `${name} ${category}`}
      filters={filters()}
      fits={({ kind, status }, chosen) =>
        ['', kind].includes(chosen('kind')) && ['', status].includes(chosen('status'))
      }
      actions={(one) => (
        <Button look="quiet" fit onClick={() => onOpen(one)}>
          {t('issue.organisations.manage')}
        </Button>
      )}
      card={(one) => (
        <List>
          <Row
            title={one.name}
            text={
              <>
                {kindSaid(one.kind)}
                {one.category && ` · ${one.category}`}
                {one.status === 'closed' && ` · ${t('issue.organisations.closed')}`}
              </>
            }
            onClick={() => onOpen(one)}
          />
        </List>
      )}
    />
  )
}

const columns = (): Column<Organisation>[] => [
  {
    key: 'name',
    label: t('issue.organisations.name'),
    value: ({ name }) => name,
    cell: ({ name }) => <bdi class="strong">{name}</bdi>,
  },
  { key: 'kind', label: t('issue.organisations.kind'), value: ({ kind }) => kindSaid(kind) },
  { key: 'category', label: t('issue.organisations.category'), value: ({ category }) => category },
  {
    key: 'status',
    label: t('issue.organisations.status'),
    value: ({ status }) => statusSaid(status),
    cell: ({ status }) => (
      <span class={status === 'open' ? 'status-open' : 'status-closed'}>{statusSaid(status)}</span>
    ),
  },
]

const filters = (): Filter[] => [
  {
    name: 'kind',
    label: t('issue.organisations.allKinds'),
    options: KINDS.map((kind) => ({ value: kind, label: kindSaid(kind) })),
  },
  {
    name: 'status',
    label: t('issue.organisations.allStatus'),
    options: (['open', 'closed'] as const).map((status) => ({ value: status, label: statusSaid(status) })),
  },
]
