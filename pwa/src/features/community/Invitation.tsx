import { api } from '../../data/client'
import type { EnrolmentLink, Role } from '../../data/types'
import { t } from '../../i18n'
import { dateSaid, timeSaid } from '../../ui/moments'
import { ShareLink } from '../../ui/ShareLink'
import { roleSaid } from './organisation-words'

/** A link that gives one person one role, and where that is held ('' for the neighbourhood itself). */
export type Invited = EnrolmentLink & { role: Role; place: string }

/** Makes the link. Throws ApiError. */
export async function invite(
  communityId: string,
  role: Role,
  at: { id: string; name: string } | null,
): Promise<Invited> {
  const body = { role, organisation_id: at?.id ?? null }
  const link = await api.post<EnrolmentLink>(`/communities/${communityId}/enrolment-links`, body)
  return { ...link, role, place: at?.name ?? '' }
}

/** The invitation to hand over: a code to scan here and now, or a link to send. */
export function Invitation({ of: { url, role, place, expires_at } }: { of: Invited }) {
  const title = place ? `${roleSaid(role)} · ${place}` : roleSaid(role)
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <p class="soft">
        {t('community.links.until', { date: dateSaid(expires_at), time: timeSaid(expires_at) })}
      </p>
      <ShareLink url={url} title={title} label={t('community.links.code')} />
    </section>
  )
}
