import type { ComponentChildren } from 'preact'

/** One column of a list at the desk; the same on screen, in sorting and in the exported file. */
export type Column<Item> = {
  key: string
  label: string
  /** What the exported file calls it, where its unit has to be said. */
  fileLabel?: string
  /** What is exported and sorted by. */
  value: (item: Item) => string | number
  /** What is seen, where that is more than the value. */
  cell?: (item: Item) => ComponentChildren
  /** Numbers stand at the end of their column. */
  number?: boolean
  /** Only seen, for instance a bar. */
  seenOnly?: boolean
}

/** `name` sorts upwards, `-name` downwards; items that are the same keep their order. */
export function sorted<Item>(
  items: Item[],
  columns: Column<Item>[],
  sort: string | null,
  language: string,
): Item[] {
  const column = columns.find(({ key }) => key === sort?.replace('-', ''))
  if (!column) return items
  const names = new Intl.Collator(language, { numeric: true })
  const direction = sort?.startsWith('-') ? -1 : 1
  return [...items].sort((a, b) => direction * compare(column.value(a), column.value(b), names))
}

function compare(a: string | number, b: string | number, names: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b))
}

/** The sort after a tap on a column's heading: up, then down, then as it was. */
export function nextSort(key: string, sort: string | null): string | null {
  if (sort === key) return `-${key}`
  return sort === `-${key}` ? null : key
}

/** Items in which every typed word occurs, whatever the letters' case and accents. */
export function matching<Item>(items: Item[], typed: string, textOf: (item: Item) => string): Item[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return items.filter((item) => {
    const text = plain(textOf(item))
    return words.every((word) => text.includes(word))
  })
}

const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').replaceAll('ı', 'i')
