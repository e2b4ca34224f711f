import { type Hat, hat, hats } from '../../data/session'

/** The coordinator's hat of an organisation, else the one that is on. */
export function hatAt(organisationId: string): Hat | null {
  const fits = (one: Hat | null): boolean =>
    one?.kind === 'coordinator' && one.organisation?.id === organisationId
  if (fits(hat.value)) return hat.value
  return hats.value.find(fits) ?? hat.value
}
