import { useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import type { Organisation, Role } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Invitation, type Invited, invite } from './Invitation'
import { leaderOf, roleSaid } from './organisation-words'
import { useOrganisations } from './reading'

const ROLES: Role[] = ['member', 'coordinator', 'shop_owner', 'shop_staff', 'treasurer', 'issuer']
const OF_THE_COMMUNITY: Role[] = ['member', 'treasurer', 'issuer']
const OF_A_SHOP: Role[] = ['shop_owner', 'shop_staff']

/** An invitation to one role, for one person. */
export default function InviteScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const found = useOrganisations(communityId)
  return (
    <Screen title={t('community.links.title')} back={`/community/${communityId}/members`}>
      <p>{t('community.links.text')}</p>
      <Loaded of={found}>
        {({ organisations }) => <Form communityId={communityId} organisations={organisations} />}
      </Loaded>
    </Screen>
  )
}

type FormProps = { communityId: string; organisations: Organisation[] }

function Form({ communityId, organisations }: FormProps) {
  const named = organisations.find(({ id }) => id === search.value.get('organisation'))
  const role =
    ROLES.find((one) => one === search.value.get('role')) ?? (named ? leaderOf(named.kind) : 'member')
  const places = placesFor(role, organisations)
  const place = places.find(({ id }) => id === named?.id) ?? places[0]
  const [link, setLink] = useState<Invited>()
  const { busy, error, run } = useDoing()
  const needsPlace = !OF_THE_COMMUNITY.includes(role)
  const choose = (changes: Record<string, string | null>): void => {
    setLink(undefined)
    setSearch(changes)
  }
  const make = (): void =>
    void run('make', async () => setLink(await invite(communityId, role, needsPlace && place ? place : null)))
  return (
    <>
      <Select
        label={t('community.links.role')}
        value={role}
        options={ROLES.map((one) => ({ value: one, label: roleSaid(one) }))}
        onChange={(next) => choose({ role: next })}
      />
      {needsPlace && place && (
        <Select
          label={t('community.organisation')}
          value={place.id}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => choose({ organisation: next, role })}
        />
      )}
      {needsPlace && !place && (
        <Notice title={t('community.links.noPlace')} next={t('community.links.noPlaceNext')} />
      )}
      {error && <ErrorNotice trouble={error} />}
      {!(needsPlace && !place) && (
        <Button look={link ? 'quiet' : 'filled'} busy={busy !== null} onClick={make}>
          {t(link ? 'community.links.another' : 'community.links.make')}
        </Button>
      )}
      {link && <Invitation of={link} />}
    </>
  )
}

/** Where a role can be held; the counter may stand at a municipality too. */
function placesFor(role: Role, organisations: Organisation[]): Organisation[] {
  if (OF_THE_COMMUNITY.includes(role)) return []
  if (!OF_A_SHOP.includes(role)) return organisations
  return organisations.filter(({ kind }) => kind === 'shop' || kind === 'municipality')
}
