import type { Setting } from '../../data/types'

export type SettingList = { today: string; current: Readonly<Record<string, unknown>>; settings: Setting[] }

/** The rows of one rule, oldest first; what was replaced before its day never held and is left out. */
export const rowsOf = (settings: Setting[], rule: string): Setting[] =>
  settings
    .filter(({ key, state }) => key === rule && state !== 'replaced')
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from) || a.created_at.localeCompare(b.created_at))

/** The rows that do not hold yet, soonest first. */
export const comingOf = (settings: Setting[], rule: string): Setting[] =>
  rowsOf(settings, rule).filter(({ state }) => state === 'coming')

/** The value that held before a row of the same rule; undefined where it is the first. */
export function earlier(rows: Setting[], row: Setting): unknown {
  const place = rows.indexOf(row)
  return place > 0 ? rows[place - 1]?.value : undefined
}
