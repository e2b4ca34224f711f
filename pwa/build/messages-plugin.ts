import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { readCatalogue } from './catalogue.ts'
import { compileMessage } from './compile-message.ts'

/** What the first screen needs, and what the payment code needs besides; all other areas are the rest. */
const PARTS: Record<string, string[]> = { first: ['shell', 'wallet'], pay: ['pay', 'ui', 'words'] }
const REST = 'rest'

const PREFIX = 'virtual:messages/'

/**
 * Serves `virtual:messages/LANGUAGE/first`, `/pay` and `/rest`: the catalogues, compiled at build time, so that
 * no ICU parser reaches a phone.
 */
export function messages(root: string): Plugin {
  const folder = join(root, 'src/i18n')
  return {
    name: 'wijkmunt-messages',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const [language = '', part] = id.slice(PREFIX.length + 1).split('/')
      for (const file of readdirSync(join(folder, language))) this.addWatchFile(join(folder, language, file))
      const sources = readCatalogue(folder, language, (area) => partOf(area) === part)
      return `export default ${JSON.stringify(compileAll(language, sources))}`
    },
  }
}

const partOf = (area: string): string =>
  Object.keys(PARTS).find((part) => PARTS[part]?.includes(area)) ?? REST

function compileAll(language: string, sources: Record<string, string>): Record<string, unknown> {
  const compiled: Record<string, unknown> = {}
  for (const [key, source] of Object.entries(sources)) {
    try {
      compiled[key] = compileMessage(source)
    } catch (problem) {
      throw new Error(`${language}: ${key}: ${String(problem)}`)
    }
  }
  return compiled
}
