/** Lines in the order given, cut where the month changes; `month` is its name with the year. */
export function byMonth<Line extends { at: string }>(
  lines: Line[],
  language: string,
): { month: string; lines: Line[] }[] {
  const name = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { month: 'long', year: 'numeric' })
  const months: { month: string; lines: Line[] }[] = []
  for (const line of lines) {
    const month = name.format(new Date(line.at))
    const last = months.at(-1)
    if (last?.month === month) last.lines.push(line)
    else months.push({ month, lines: [line] })
  }
  return months
}
