import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { language, t } from '../../i18n'
import { EmptyState } from '../EmptyState'
import { search, setSearch } from '../router'
import { type Column, matching, sorted } from './columns'
import { DeskTable } from './DeskTable'
import { DeskTools, type Filter } from './DeskTools'
import './desk.css'

type Props<Item> = {
  /** Names the list, and the exported file. */
  label: string
  items: Item[]
  columns: Column<Item>[]
  idOf: (item: Item) => string
  /** What the search field looks in. */
  textOf: (item: Item) => string
  /** Choices that stand in the address. `fits` says whether an item passes. */
  filters?: Filter[]
  fits?: (item: Item, chosen: (name: string) => string) => boolean
  /** At the end of a row: what can be done with the item. */
  actions?: (item: Item) => ComponentChildren
  /** The item on a phone. */
  card: (item: Item) => ComponentChildren
}

/** A list at the desk: a table on a laptop, cards on a phone, with search, filters and export. */
export function Desk<Item>(props: Props<Item>) {
  const wide = useWide()
  const chosen = (name: string): string => search.value.get(name) ?? ''
  const found = matching(props.items, chosen('q'), props.textOf).filter(
    (item) => props.fits?.(item, chosen) ?? true,
  )
  const shown = sorted(found, props.columns, search.value.get('sort'), language.value)
  return (
    <section class="desk">
      <DeskTools label={props.label} columns={props.columns} filters={props.filters ?? []} shown={shown} />
      {shown.length === 0 ? (
        <EmptyState
          picture="windmill"
          text={t('ui.desk.nothing')}
          action={t('ui.desk.clear')}
          onAction={() => setSearch({ q: null, ...cleared(props.filters) })}
        />
      ) : wide ? (
        <DeskTable {...props} shown={shown} />
      ) : (
        <div class="desk-cards">
          {shown.map((item) => (
            <div key={props.idOf(item)}>{props.card(item)}</div>
          ))}
        </div>
      )}
    </section>
  )
}

const cleared = (filters: Filter[] = []): Record<string, null> =>
  Object.fromEntries(filters.map(({ name }) => [name, null]))

/** True where a table fits, in step with the shell's own layout. */
function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia('(min-width: 900px)').matches)
  useEffect(() => {
    const query = matchMedia('(min-width: 900px)')
    const look = (): void => setWide(query.matches)
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return wide
}
