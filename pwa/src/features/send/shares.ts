/** Sharing a bill. Amounts are whole minor units. */

/** `total` among `people`: equal parts, and what cannot be divided on the first. */
export function equalShares(total: number, people: number): number[] {
  const each = Math.floor(total / people)
  return Array.from({ length: people }, (_, index) => (index === 0 ? total - each * (people - 1) : each))
}

/** What the shares leave of the total; below 0 they are too much. */
export const leftOf = (total: number, shares: number[]): number =>
  total - shares.reduce((sum, share) => sum + share, 0)
