import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../src/core/base45'
import { fromBase64url, fromHex, toBase64url, toHex } from '../../src/core/bytes'
import { readVectors, refusalOf } from '../vectors'

const CASES = readVectors<{ valid: { hex: string; text: string }[]; invalid: string[] }>('base45')

test.each(CASES.valid)('base45 of $hex is $text', ({ hex, text }) => {
  expect(encodeBase45(fromHex(hex))).toBe(text)
  expect(toHex(decodeBase45(text))).toBe(hex)
})

test.each(CASES.invalid)('%j is no base45', async (text) => {
  expect(await refusalOf(() => decodeBase45(text))).toBe('code_unreadable')
})

test('random bytes survive every encoding', () => {
  for (let length = 0; length < 200; length++) {
    const content = crypto.getRandomValues(new Uint8Array(length))
    expect(decodeBase45(encodeBase45(content))).toEqual(content)
    expect(fromBase64url(toBase64url(content))).toEqual(content)
    expect(toBase64url(content)).toBe(Buffer.from(content).toString('base64url'))
    expect(fromHex(toHex(content))).toEqual(content)
  }
})

test.each(['A', 'AB', 'AA==', 'A+/A', 'AAA\n', 'AAAAA', '\u00c4AAA'])('%j is no base64url', async (text) => {
  expect(await refusalOf(() => fromBase64url(text))).toBe('code_unreadable')
})

test('hexadecimal digits come in pairs', () => {
  expect(() => fromHex('abc')).toThrow(RangeError)
})
