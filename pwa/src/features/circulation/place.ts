import { type Hat, hat, hats } from '../../data/session'

/** The hat at an organisation, else the one that is on. */
export const hatAt = (organisationId: string): Hat | null =>
  hats.value.find(({ organisation }) => organisation?.id === organisationId) ?? hat.value

/** A hat in a neighbourhood, else the one that is on. */
export const hatIn = (communityId: string): Hat | null =>
  hat.value?.community.id === communityId
    ? hat.value
    : (hats.value.find(({ community }) => community.id === communityId) ?? hat.value)
