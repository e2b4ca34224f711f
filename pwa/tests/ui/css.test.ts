import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const files = globSync('src/**/*.css', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
const styles = (path: string): string =>
  readFileSync(new URL(path, root), 'utf8').replace(/\/\*.*?\*\//gs, '')

/** Properties and values that would not turn round in Arabic; `top` and `bottom` are in the family. */
const PHYSICAL =
  /(?:^|[;{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/

describe.each(files)('%s', (path) => {
  it('uses logical properties only', () => {
    const declarations = styles(path).replace(/@media[^{]*|@page[^{]*/g, '')
    expect(declarations.match(PHYSICAL)?.[0]).toBeUndefined()
  })

  it('fetches nothing from elsewhere', () => {
    expect(styles(path)).not.toMatch(/url\(|@import/)
  })
})

it('finds the styles', () => {
  expect(files.length).toBeGreaterThan(10)
  expect('margin-left: 1px').toMatch(PHYSICAL)
  expect('{ width: 1px').toMatch(PHYSICAL)
  expect('text-align: right').toMatch(PHYSICAL)
})
