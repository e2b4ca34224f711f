import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { decimalSign } from '../../core/amounts'
import { language, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { search, setSearch } from '../../ui/router'
import { type Column, matching, nextSort, sorted } from './columns'
import { csvText, downloadText } from './csv'

export type Filter = { name: string; label: string; options: { value: string; label: string }[] }

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
      <Tools {...props} shown={shown} />
      {shown.length === 0 ? (
        <EmptyState
          picture="windmill"
          text={t('issue.desk.nothing')}
          action={t('issue.desk.clear')}
          onAction={() => setSearch({ q: null, ...cleared(props.filters) })}
        />
      ) : wide ? (
        <Table {...props} shown={shown} />
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

type Shown<Item> = Props<Item> & { shown: Item[] }

function Tools<Item>({ label, columns, filters = [], shown }: Shown<Item>) {
  const save = (): void => {
    const kept = columns.filter(({ seenOnly }) => !seenOnly)
    const rows = [
      kept.map((column) => column.label),
      ...shown.map((item) => kept.map(({ value }) => String(value(item)))),
    ]
    const sign = decimalSign(language.value)
    const text = csvText(
      rows.map((row) =>
        row.map((cell) => (/^-?[0-9]+\.[0-9]+$/.test(cell) ? cell.replace('.', sign) : cell)),
      ),
      sign === ',' ? ';' : ',',
    )
    downloadText(`${label}.csv`, text)
  }
  return (
    <div class="desk-tools">
      <label class="desk-search">
        <span class="seen-by-ear">{t('issue.desk.search')}</span>
        <Icon name="search" size={20} />
        <input
          type="search"
          class="input"
          placeholder={t('issue.desk.search')}
          value={search.value.get('q') ?? ''}
          onInput={({ currentTarget }) => setSearch({ q: currentTarget.value || null })}
        />
      </label>
      {filters.map(({ name, label: words, options }) => (
        <select
          key={name}
          class="input desk-filter"
          aria-label={words}
          value={search.value.get(name) ?? ''}
          onChange={({ currentTarget }) => setSearch({ [name]: currentTarget.value || null })}
        >
          <option value="">{words}</option>
          {options.map(({ value, label: option }) => (
            <option key={value} value={value}>
              {option}
            </option>
          ))}
        </select>
      ))}
      <Button look="quiet" fit icon="download" onClick={save}>
        {t('issue.desk.export')}
      </Button>
    </div>
  )
}

function Table<Item>({ label, columns, shown, idOf, actions }: Shown<Item>) {
  const sort = search.value.get('sort')
  return (
    <table class="desk-table">
      <caption class="seen-by-ear">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              class={column.number ? 'desk-number' : ''}
              aria-sort={order(column.key, sort)}
            >
              {column.seenOnly ? (
                column.label
              ) : (
                <button
                  type="button"
                  class="desk-sort"
                  onClick={() => setSearch({ sort: nextSort(column.key, sort) })}
                >
                  {column.label}
                  <span aria-hidden="true">{arrow(column.key, sort)}</span>
                </button>
              )}
            </th>
          ))}
          {actions && (
            <th scope="col">
              <span class="seen-by-ear">{t('issue.desk.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map((item) => (
          <tr key={idOf(item)}>
            {columns.map((column) => (
              <td key={column.key} class={column.number ? 'desk-number' : ''}>
                {column.cell ? column.cell(item) : <bdi>{column.value(item)}</bdi>}
              </td>
            ))}
            {actions && <td class="desk-actions">{actions(item)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function order(key: string, sort: string | null): 'ascending' | 'descending' | undefined {
  if (sort === key) return 'ascending'
  return sort === `-${key}` ? 'descending' : undefined
}

const arrow = (key: string, sort: string | null): string =>
  sort === key ? '↑' : sort === `-${key}` ? '↓' : ''

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
