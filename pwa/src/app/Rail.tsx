import { useEffect } from 'preact/hooks'
import { hat, whereabouts } from '../data/session'
import { t } from '../i18n'
import { Count } from '../ui/entries/Entries'
import {
  countWaiting,
  dealtWith,
  type Entry,
  entries,
  entriesAt,
  waitingAt,
  waitingInAll,
} from '../ui/entries/entry'
import { Icon } from '../ui/Icon'
import { path } from '../ui/router'
import { waiting } from './more'
import { currentPlace, placesOf } from './navigation'
import './Rail.css'

export { HatSheet } from './HatSheet'

const tables = import.meta.glob<Entry[]>('../features/*/entries.ts', { eager: true, import: 'entries' })
entries.value = Object.values(tables).flat()

/** On a laptop: every way in, under its heading, with what waits. The bar of a phone holds only a few of them. */
export function Rail() {
  const worn = hat.value
  const here = path.value
  useEffect(() => {
    if (worn) void countWaiting(whereabouts(worn))
  }, [worn?.key, here, dealtWith.value])
  useEffect(() => {
    waiting.value = waitingInAll.value
  }, [waitingInAll.value])
  if (!worn) return null
  const where = whereabouts(worn)
  const groups = entriesAt(where).map((group) => ({
    ...group,
    links: group.entries.map((entry) => ({ entry, href: entry.path(where) })),
  }))
  const known = new Set(groups.flatMap(({ links }) => links.map(({ href }) => href)))
  const fixed = placesOf(worn).filter(({ href }) => !known.has(href))
  const current = currentPlace([...fixed, ...groups.flatMap(({ links }) => links)], here)?.href
  const mark = (href: string): 'page' | undefined => (href === current ? 'page' : undefined)
  const ends = fixed.filter(({ href }) => href === '/me')
  return (
    <nav class="rail" aria-label={t('shell.menu')}>
      {fixed
        .filter((place) => !ends.includes(place))
        .map(({ href, icon, label }) => (
          <RailLink key={href} href={href} icon={icon} words={t(label)} current={mark(href)} />
        ))}
      {groups.map(({ group, links }) => (
        <section key={group} class="rail-group" aria-label={t(`ui.entries.group.${group}`)}>
          <p class="rail-heading" aria-hidden="true">
            {t(`ui.entries.group.${group}`)}
          </p>
          {links.map(({ entry, href }) => (
            <RailLink
              key={entry.label}
              href={href}
              icon={entry.icon}
              words={t(entry.label)}
              current={mark(href)}
              count={waitingAt(entry)}
            />
          ))}
        </section>
      ))}
      {ends.map(({ href, icon, label }) => (
        <RailLink key={href} href={href} icon={icon} words={t(label)} current={mark(href)} />
      ))}
    </nav>
  )
}

type LinkProps = {
  href: string
  icon: Entry['icon']
  words: string
  current: 'page' | undefined
  count?: number
}

function RailLink({ href, icon, words, current, count = 0 }: LinkProps) {
  return (
    <a class="rail-link" href={href} aria-current={current}>
      <Icon name={icon} size={22} />
      <span class="rail-words">{words}</span>
      {count > 0 && <Count count={count} />}
    </a>
  )
}
