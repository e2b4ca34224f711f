/** How many cards stand on one A4: two beside each other, four below. */
export const CARDS = 8

/** Cards divided over sheets of paper. */
export function sheetsOf<Card>(cards: Card[]): Card[][] {
  const sheets: Card[][] = []
  for (let start = 0; start < cards.length; start += CARDS) sheets.push(cards.slice(start, start + CARDS))
  return sheets
}
