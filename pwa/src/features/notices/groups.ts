import type { Notice } from '../../data/types'

export type Group = 'fresh' | 'week' | 'earlier'

const WEEK = 7 * 86_400_000

/** What was not read yet, the rest of seven days, and what came before; each in its order, none of them empty. */
export function groupsOf(notices: Notice[], now = Date.now()): [Group, Notice[]][] {
  const groups: Record<Group, Notice[]> = { fresh: [], week: [], earlier: [] }
  for (const notice of notices) groups[groupOf(notice, now)].push(notice)
  return (Object.entries(groups) as [Group, Notice[]][]).filter(([, inIt]) => inIt.length > 0)
}

function groupOf({ read_at, at }: Notice, now: number): Group {
  if (!read_at) return 'fresh'
  return now - Date.parse(at) < WEEK ? 'week' : 'earlier'
}
