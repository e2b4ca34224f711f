import type { ComponentChildren } from 'preact'
import { t } from '../../i18n'
import { search, setSearch } from '../router'
import { type Column, nextSort } from './columns'

type Props<Item> = {
  label: string
  columns: Column<Item>[]
  shown: Item[]
  idOf: (item: Item) => string
  actions?: ((item: Item) => ComponentChildren) | undefined
}

/** The list as a table whose headings stay in view and sort. */
export function DeskTable<Item>({ label, columns, shown, idOf, actions }: Props<Item>) {
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
              <span class="seen-by-ear">{t('ui.desk.actions')}</span>
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
