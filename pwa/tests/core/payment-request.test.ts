import { expect, test } from 'vitest'
import { toHex } from '../../src/core/bytes'
import { buildRequestLink } from '../../src/core/links'
import {
  isStanding,
  type PaymentRequest,
  readRequestUnverified,
  requestClaims,
  requestHeader,
  signRequest,
  verifyRequest,
} from '../../src/core/payment-request'
import { recognise } from '../../src/core/recognise'
import { at, KEYS, type KeyName, publicKeys, readVectors, refusalOf, signAs } from '../vectors'

interface Checked {
  name: string
  jws: string
  key: KeyName
  now: number
}

interface Valid extends Checked {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  payee_id: string
  request_id: string
  standing: boolean
}

const CASES = readVectors<{ valid: Valid[]; invalid: (Checked & { error: string })[] }>('requests')
const UNREAD = CASES.invalid.filter((row) => /unreadable|version_unknown/.test(row.error))

const check = ({ jws, key, now }: Omit<Checked, 'name'>) => verifyRequest(jws, publicKeys[key], at(now))

test.each(CASES.valid)('good: $name', async (row) => {
  const request = await check(row)
  expect(requestHeader(request.keyId)).toEqual(row.header)
  expect(requestClaims(request)).toEqual(row.claims)
  expect([request.payeeId, request.requestId]).toEqual([row.payee_id, row.request_id])
  expect(isStanding(request)).toBe(row.standing)
  expect(toHex(request.keyId)).toBe(KEYS.signer.key_id)
})

test.each(CASES.invalid)('$error: $name', async (row) => {
  expect(await refusalOf(() => check(row))).toBe(row.error)
})

test.each(UNREAD)('refused before a key is looked up: $name', async (row) => {
  expect(await refusalOf(() => readRequestUnverified(row.jws))).toBe(row.error)
})

test.each(CASES.valid)('signed here, and recognised in its link: $name', async (row) => {
  const jws = await signRequest(readRequestUnverified(row.jws), signAs)
  expect(jws.slice(0, -86)).toBe(row.jws.slice(0, -86))
  await check({ ...row, jws })
  const link = buildRequestLink('https://munt.example', jws)
  expect(recognise(link)).toEqual({ kind: 'payment_request', value: jws, host: 'munt.example' })
})

test.each<Partial<PaymentRequest>>([
  { words: 'W'.repeat(81) },
  { words: 'a\nb' },
  { amount: -1 },
  { amount: 0.5 },
  { expiresAt: 0 },
])('nothing is signed that could not be read: %j', async (change) => {
  const good = readRequestUnverified(CASES.valid[0]?.jws ?? '')
  expect(await refusalOf(() => signRequest({ ...good, ...change }, signAs))).toBe('code_unreadable')
})
