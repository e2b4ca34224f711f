import { type Hat, hat, hats } from '../../data/session'

/** The coordinator's hat of an organisation, if there is one. */
export const hatAt = (organisationId: string): Hat | undefined =>
  hats.value.find((one) => one.kind === 'coordinator' && one.organisation?.id === organisationId)

/** A hat of this community, whichever it is: it knows the community's name and coin. */
export const hatIn = (communityId: string): Hat | null =>
  hats.value.find((one) => one.community.id === communityId) ?? hat.value
