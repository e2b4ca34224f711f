import type { Organisation, OrganisationKind } from '../../data/types'
import { t } from '../../i18n'

export const KINDS: OrganisationKind[] = ['shop', 'association', 'institution', 'municipality']

/** What kind of organisation it is, in one word. */
export const kindSaid = (kind: OrganisationKind): string => t('issue.kind', { kind })

export const statusSaid = (status: Organisation['status']): string =>
  t(status === 'open' ? 'issue.organisations.open' : 'issue.organisations.closed')
