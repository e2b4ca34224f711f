import { hats, me } from '../session'

/** Whose things this phone may send now: the person's own, and those of the counters where they work. */
export function ownersNow(): string[] {
  const shops = hats.peek().filter(({ kind }) => kind === 'shop')
  const organisations = shops.map(({ organisation }) => organisation?.id ?? '')
  return [...new Set([ownerNow(), ...organisations])].filter(Boolean)
}

export const ownerNow = (): string => me.peek()?.person.id ?? ''
