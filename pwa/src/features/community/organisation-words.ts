import type { Organisation, OrganisationKind, Role } from '../../data/types'
import { t } from '../../i18n'

export const KINDS: OrganisationKind[] = ['shop', 'association', 'institution', 'municipality']

/** What kind of organisation it is, in one word. */
export const kindSaid = (kind: OrganisationKind): string => t('community.kind', { kind })

export const statusSaid = (status: Organisation['status']): string =>
  t(status === 'open' ? 'community.organisations.open' : 'community.organisations.closed')

/** A role in one or two words. */
export const roleSaid = (role: Role): string => t('community.role', { role })

/** The role of whoever answers for an organisation. */
export const leaderOf = (kind: OrganisationKind): Role => (kind === 'shop' ? 'shop_owner' : 'coordinator')
