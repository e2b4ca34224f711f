import { decimalSign } from '../../core/amounts'
import { language, t } from '../../i18n'
import { Button } from '../Button'
import { Icon } from '../Icon'
import { search, setSearch } from '../router'
import '../Field.css'
import type { Column } from './columns'
import { csvText, downloadText } from './csv'

/** A choice that stands in the address. */
export type Filter = { name: string; label: string; options: { value: string; label: string }[] }

type Props<Item> = { label: string; columns: Column<Item>[]; filters: Filter[]; shown: Item[] }

/** Search, filters, and the file of what is shown. */
export function DeskTools<Item>({ label, columns, filters, shown }: Props<Item>) {
  const save = (): void => {
    const kept = columns.filter(({ seenOnly }) => !seenOnly)
    const rows = [
      kept.map(({ fileLabel, label: words }) => fileLabel ?? words),
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
        <span class="seen-by-ear">{t('ui.desk.search')}</span>
        <Icon name="search" size={20} />
        <input
          type="search"
          class="input"
          placeholder={t('ui.desk.search')}
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
      <div class="desk-export">
        <Button look="quiet" fit icon="download" label={t('ui.desk.export')} onClick={save}>
          {t('ui.desk.export')}
        </Button>
      </div>
    </div>
  )
}
