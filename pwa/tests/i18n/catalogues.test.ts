import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../build/catalogue'
import { compileMessage, placeholders } from '../../build/compile-message'
import { languageCodes } from '../../src/i18n/languages'

const root = fileURLToPath(new URL('../../src/i18n', import.meta.url))
const dutch = readCatalogue(root, 'nl')

describe.each(languageCodes)('the catalogue %s', (language) => {
  const texts = readCatalogue(root, language)

  it('has exactly the keys of the Dutch one', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(dutch).sort())
  })

  it('has no empty text, and every text compiles', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe('')
      expect(() => compileMessage(text), key).not.toThrow()
    }
  })

  it('uses the placeholders of the Dutch text', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(placeholders(text), key).toEqual(placeholders(dutch[key] ?? ''))
    }
  })
})

it('has every area in every language', () => {
  const [first, ...others] = languageCodes.map((code) => readdirSync(`${root}/${code}`).sort())
  for (const files of others) expect(files).toEqual(first)
})

it('gives every named error a title and a next step', () => {
  const codes = new Set(Object.keys(dutch).flatMap((key) => key.match(/^errors\.([^.]+)\./)?.[1] ?? []))
  expect(codes.size).toBeGreaterThan(40)
  for (const code of codes)
    expect(Object.keys(dutch)).toEqual(
      expect.arrayContaining([`errors.${code}.title`, `errors.${code}.next`]),
    )
})
