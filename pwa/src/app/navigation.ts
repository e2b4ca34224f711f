import type { Hat } from '../data/session'
import type { MessageKey } from '../i18n'
import type { IconName } from '../ui/Icon'

export type Place = { href: string; label: MessageKey; icon: IconName; big?: boolean }

/** The three or four places of a hat, in reading order; the big one stands out in the middle. */
export function placesOf(hat: Hat): Place[] {
  const me: Place = { href: '/me', label: 'shell.nav.me', icon: 'person' }
  const desk: Place = { href: '/desk', label: 'shell.nav.desk', icon: 'desk' }
  const organisation = hat.organisation?.id ?? ''
  switch (hat.kind) {
    case 'resident':
      return [
        { href: '/home', label: 'shell.nav.coins', icon: 'coin' },
        { href: '/tasks', label: 'shell.nav.tasks', icon: 'tasks' },
        { href: '/scan', label: 'shell.nav.scan', icon: 'scan', big: true },
        me,
      ]
    case 'shop':
      return [
        { href: `/counter/${organisation}`, label: 'shell.nav.counter', icon: 'till' },
        { href: `/till/${organisation}`, label: 'shell.nav.today', icon: 'today' },
        desk,
        me,
      ]
    case 'coordinator':
      return [
        { href: `/coordinate/${organisation}`, label: 'shell.nav.tasks', icon: 'tasks' },
        { href: `/coordinate/${organisation}/claims`, label: 'shell.nav.queue', icon: 'queue' },
        desk,
        me,
      ]
    default:
      return [desk, money(hat), me]
  }
}

/** Where most of the desk's money work is done: issuers see programmes, treasurers pay out. */
function money({ kind, community: { id } }: Hat): Place {
  if (kind === 'treasurer') return { href: `/settle/${id}`, label: 'shell.nav.payouts', icon: 'account' }
  return { href: `/programmes/${id}`, label: 'shell.nav.programmes', icon: 'budget' }
}

/** The place that a path belongs to: the longest one that it starts with. */
export function currentPlace<One extends { href: string }>(places: One[], path: string): One | undefined {
  return places
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
}
