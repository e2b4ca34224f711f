import { expect, test } from 'vitest'
import { fromBase64url, toHex } from '../../src/core/bytes'
import { importPublicKey, keyIdOf, kidOf } from '../../src/core/signature'
import { readVectors, refusalOf } from '../vectors'

interface Cases {
  valid: { spki: string; key_id: string; kid: string }[]
  refused: { name: string; spki: string }[]
}

const CASES = readVectors<Cases>('key_ids')

test.each(CASES.valid)('the key id of a key is $key_id', async ({ spki, key_id, kid }) => {
  const keyId = await keyIdOf(fromBase64url(spki))
  expect(toHex(keyId)).toBe(key_id)
  expect(kidOf(keyId)).toBe(kid)
  expect((await importPublicKey(fromBase64url(spki))).type).toBe('public')
})

test.each(CASES.refused)('$name is refused as a key', async ({ spki }) => {
  expect(await refusalOf(() => importPublicKey(fromBase64url(spki)))).toBe('public_key_invalid')
})
