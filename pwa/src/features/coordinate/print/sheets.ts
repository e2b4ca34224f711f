/** How many cards stand on one A4. */
export const CARDS = 6

/** Codes divided over sheets; a single code fills its sheet, to be cut and handed out. */
export function sheetsOf<Code>(codes: Code[]): Code[][] {
  const [only] = codes
  if (only === undefined) return []
  if (codes.length === 1) return [Array.from({ length: CARDS }, () => only)]
  const sheets: Code[][] = []
  for (let start = 0; start < codes.length; start += CARDS) sheets.push(codes.slice(start, start + CARDS))
  return sheets
}
