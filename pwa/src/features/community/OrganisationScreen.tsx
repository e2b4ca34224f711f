import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation, People } from '../../data/types'
import { n, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { EditSheet } from './EditSheet'
import { Holders } from './Holders'
import { kindSaid, leaderOf, statusSaid } from './organisation-words'
import { useOrganisations, usePeople } from './reading'
import './community.css'

/** One organisation: who works there, what it is called, whether it takes part. */
export default function OrganisationScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const found = useOrganisations(communityId)
  const people = usePeople(communityId)
  const organisation = found.data?.organisations.find(({ id }) => id === params.organisation)
  return (
    <Screen title={organisation?.name ?? ''} back={`/community/${communityId}`} wide>
      <Loaded of={found}>
        {() =>
          organisation ? (
            <div class="columns">
              <Facts organisation={organisation} onChanged={() => void found.reload()} />
              <Loaded of={people}>
                {(known) => (
                  <Staff organisation={organisation} people={known} onEnded={() => void people.reload()} />
                )}
              </Loaded>
            </div>
          ) : (
            <EmptyState picture="gables" text={t('community.organisations.gone')} />
          )
        }
      </Loaded>
    </Screen>
  )
}

type FactsProps = { organisation: Organisation; onChanged: () => void }

function Facts({ organisation, onChanged }: FactsProps) {
  const [editing, setEditing] = useState(false)
  const { kind, category, status, coin_share, id } = organisation
  const facts: [string, string][] = [
    [t('community.organisations.kind'), kindSaid(kind)],
    [t('community.organisations.category'), category || '–'],
    [t('community.organisations.status'), statusSaid(status)],
  ]
  if (coin_share !== null) facts.push([t('community.organisations.share'), `${n(coin_share)}%`])
  return (
    <section class="card">
      {status === 'closed' && (
        <Notice
          kind="warning"
          title={t('community.organisations.closedTitle')}
          next={t('community.organisations.closedNext')}
        />
      )}
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div class="organisation-ways">
        <Button look="quiet" onClick={() => setEditing(true)}>
          {t('community.organisations.change')}
        </Button>
        <Button look="quiet" icon="account" href={`/account/${id}`}>
          {t('community.organisations.account')}
        </Button>
      </div>
      <OpenOrClose organisation={organisation} onChanged={onChanged} />
      <EditSheet
        organisation={editing ? organisation : null}
        onClose={() => setEditing(false)}
        onChanged={onChanged}
      />
    </section>
  )
}

function OpenOrClose({ organisation: { id, name, status }, onChanged }: FactsProps) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const set = async (next: Organisation['status']): Promise<void> => {
    if (!(await run(next, () => api.patch(`/organisations/${id}`, { status: next })))) return
    setAsking(false)
    onChanged()
  }
  if (status === 'closed')
    return (
      <>
        {error && <ErrorNotice trouble={error} />}
        <Button busy={busy !== null} onClick={() => void set('open')}>
          {t('community.organisations.reopen')}
        </Button>
      </>
    )
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t('community.organisations.close')}
      </Button>
      <Confirm
        open={asking}
        title={t('community.organisations.closeTitle', { name })}
        text={t('community.organisations.closeText')}
        action={t('community.organisations.closeSure')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void set('closed')}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

type StaffProps = { organisation: Organisation; people: People; onEnded: () => void }

function Staff({ organisation, people, onEnded }: StaffProps) {
  const { id, community_id, kind } = organisation
  const holders = people.holders.filter(({ organisation_id }) => organisation_id === id)
  return (
    <section class="card">
      <h2>{t('community.organisations.peopleTitle')}</h2>
      {holders.length === 0 ? (
        <p class="soft">{t('community.organisations.nobody')}</p>
      ) : (
        <Holders holders={holders} communityId={community_id} onEnded={onEnded} />
      )}
      <Button
        look={holders.length === 0 ? 'filled' : 'quiet'}
        icon="people"
        href={`/community/${community_id}/invite?organisation=${id}&role=${leaderOf(kind)}`}
      >
        {t('community.links.title')}
      </Button>
    </section>
  )
}
