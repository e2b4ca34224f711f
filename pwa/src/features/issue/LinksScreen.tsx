import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { EnrolmentLink, Organisation, Role } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, timeSaid } from '../../ui/moments'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ShareLink } from '../../ui/ShareLink'
import './issue.css'

const ROLES: Role[] = ['member', 'coordinator', 'shop_owner', 'shop_staff', 'treasurer', 'issuer']
const OF_THE_COMMUNITY: Role[] = ['member', 'treasurer', 'issuer']
const OF_A_SHOP: Role[] = ['shop_owner', 'shop_staff']

/** An invitation to one role, for one person: a QR to scan here and now, or a link to send. */
export default function LinksScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const path = `/communities/${communityId}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  return (
    <Screen title={t('issue.links.title')} back={`/issue/${communityId}/organisations`}>
      <p>{t('issue.links.text')}</p>
      <Loaded of={found}>
        {({ organisations }) => <Form communityId={communityId} organisations={organisations} />}
      </Loaded>
    </Screen>
  )
}

type FormProps = { communityId: string; organisations: Organisation[] }

function Form({ communityId, organisations }: FormProps) {
  const named = organisations.find(({ id }) => id === search.value.get('organisation'))
  const usual: Role = named ? (named.kind === 'shop' ? 'shop_owner' : 'coordinator') : 'member'
  const role = ROLES.find((one) => one === search.value.get('role')) ?? usual
  const places = placesFor(role, organisations)
  const place = places.find(({ id }) => id === named?.id) ?? places[0]
  const [link, setLink] = useState<EnrolmentLink & { role: Role; place: string }>()
  const { busy, error, run } = useDoing()
  const needsPlace = !OF_THE_COMMUNITY.includes(role)
  const choose = (changes: Record<string, string | null>): void => {
    setLink(undefined)
    setSearch(changes)
  }
  const make = (): void => {
    void run('make', async () => {
      const body = { role, organisation_id: needsPlace ? (place?.id ?? null) : null }
      const made = await api.post<EnrolmentLink>(`/communities/${communityId}/enrolment-links`, body)
      setLink({ ...made, role, place: needsPlace ? (place?.name ?? '') : '' })
    })
  }
  return (
    <>
      <Select
        label={t('issue.links.role')}
        value={role}
        options={ROLES.map((one) => ({ value: one, label: t('issue.role', { role: one }) }))}
        onChange={(next) => choose({ role: next })}
      />
      {needsPlace && place && (
        <Select
          label={t('issue.organisation')}
          value={place.id}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => choose({ organisation: next, role })}
        />
      )}
      {needsPlace && !place && (
        <Notice title={t('issue.links.noPlace')} next={t('issue.links.noPlaceNext')} />
      )}
      {error && <ErrorNotice trouble={error} />}
      {!(needsPlace && !place) && (
        <Button look={link ? 'quiet' : 'filled'} busy={busy !== null} onClick={make}>
          {t(link ? 'issue.links.another' : 'issue.links.make')}
        </Button>
      )}
      {link && <Made link={link} />}
    </>
  )
}

function placesFor(role: Role, organisations: Organisation[]): Organisation[] {
  if (OF_THE_COMMUNITY.includes(role)) return []
  return organisations.filter(({ kind }) => !OF_A_SHOP.includes(role) || kind === 'shop')
}

function Made({ link }: { link: EnrolmentLink & { role: Role; place: string } }) {
  const role = t('issue.role', { role: link.role })
  const title = link.place ? `${role} · ${link.place}` : role
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <p class="soft">
        {t('issue.links.until', { date: dateSaid(link.expires_at), time: timeSaid(link.expires_at) })}
      </p>
      <ShareLink url={link.url} title={title} label={t('issue.links.code')} />
    </section>
  )
}
