import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type MessageTree = { [name: string]: string | MessageTree }

/** Reads `src/i18n/LANGUAGE/AREA.json` files and flattens them to `area.dotted.key` -> ICU source text. */
export function readCatalogue(
  root: string,
  language: string,
  wanted: (area: string) => boolean = () => true,
): Record<string, string> {
  const folder = join(root, language)
  const messages: Record<string, string> = {}
  for (const file of readdirSync(folder).sort()) {
    const area = file.replace(/\.json$/, '')
    if (!file.endsWith('.json') || !wanted(area)) continue
    flatten(area, JSON.parse(readFileSync(join(folder, file), 'utf8')), messages)
  }
  return messages
}

function flatten(prefix: string, tree: MessageTree, into: Record<string, string>): void {
  for (const [name, value] of Object.entries(tree)) {
    const key = `${prefix}.${name}`
    if (typeof value === 'string') into[key] = value
    else flatten(key, value, into)
  }
}
