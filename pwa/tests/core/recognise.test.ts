import { expect, test } from 'vitest'
import { buildTaskLink, parseLink } from '../../src/core/links'
import { recognise } from '../../src/core/recognise'
import { normaliseTextCode, showTextCode } from '../../src/core/text-code'
import { readVectors, refusalOf } from '../vectors'

interface TextCodes {
  valid: { typed: string; code: string }[]
  invalid: string[]
  shown: { code: string; text: string }[]
}

interface Scanned {
  name: string
  scanned: string
  kind: string
  value: string
  host: string | null
}

const TEXT_CODES = readVectors<TextCodes>('text_codes')

test.each(TEXT_CODES.valid)('$typed is the text code $code', ({ typed, code }) => {
  expect(normaliseTextCode(typed)).toBe(code)
})

test.each(TEXT_CODES.invalid)('%j is no text code', async (typed) => {
  expect(await refusalOf(() => normaliseTextCode(typed))).toBe('code_unreadable')
})

test.each(TEXT_CODES.shown)('$code is shown as $text', ({ code, text }) => {
  expect(showTextCode(code)).toBe(text)
})

test.each(readVectors<Scanned[]>('recognise'))('$kind: $name', ({ scanned, kind, value, host }) => {
  expect(recognise(scanned)).toEqual({ kind, value, host })
})

test('a link is built as it is parsed', () => {
  const link = buildTaskLink('http://localhost:8000', 'a.b.c')
  expect(parseLink(link)).toEqual({ kind: 'task_link', host: 'localhost:8000', secret: 'a.b.c' })
})
