import { community, type Hat, hat, hats } from '../../data/session'

/** The hat under which somebody works at an organisation: the one that is on when it fits, else another of theirs. */
export function hatAt(organisationId: string): Hat | null {
  const fits = (one: Hat | null): boolean => one?.organisation?.id === organisationId
  if (fits(hat.value)) return hat.value
  return hats.value.find(fits) ?? hat.value
}

/** Whether the person owns this shop: opens and closes it, and sees to its staff. */
export const ownsShop = (organisationId: string): boolean =>
  hats.value.some((one) => one.role === 'shop_owner' && one.organisation?.id === organisationId)

/** The calendar day, YYYY-MM-DD, in the neighbourhood; its bookkeeping goes from midnight to midnight there. */
export function dayThere(at: Date = new Date()): string {
  const timeZone = community.value?.timezone
  const parts = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone && { timeZone }),
  }).formatToParts(at)
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The day `days` after another, both YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
