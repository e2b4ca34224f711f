import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { readCatalogue } from './catalogue.ts'
import { compileMessage } from './compile-message.ts'

/** Areas that the first screen needs; all others come in a second chunk of the same language. */
export const FIRST_AREAS = ['shell', 'wallet']

const PREFIX = 'virtual:messages/'

/**
 * Serves `virtual:messages/LANGUAGE/first` and `/rest`: the catalogues, compiled at build time, so that
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
      const sources = readCatalogue(
        folder,
        language,
        (area) => FIRST_AREAS.includes(area) === (part === 'first'),
      )
      return `export default ${JSON.stringify(compileAll(language, sources))}`
    },
  }
}

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
