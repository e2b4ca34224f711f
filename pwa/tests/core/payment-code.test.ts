import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../src/core/base45'
import { type Bytes, fromHex, toHex } from '../../src/core/bytes'
import {
  checkCommunity,
  decodePaymentCode,
  encodeUnsigned,
  signPaymentCode,
  type UnsignedPaymentCode,
  verifyPaymentCode,
} from '../../src/core/payment-code'
import { at, flipped, KEYS, type KeyName, publicKeys, readVectors, refusalOf, signAs } from '../vectors'

interface Checked {
  name: string
  text: string
  key: KeyName
  now: number
  community: number
}

interface Valid extends Checked {
  hex: string
  exact: boolean
  key_id: string
  counter: number
  issued_at: number
  amount: number
}

const CASES = readVectors<{ valid: Valid[]; invalid: (Checked & { error: string })[] }>('payment_codes')

async function check({ text, key, now, community }: Omit<Checked, 'name'>): Promise<void> {
  const code = decodePaymentCode(text)
  checkCommunity(code, community)
  await verifyPaymentCode(code, publicKeys[key], at(now))
}

const unsigned = (row: Valid): UnsignedPaymentCode => ({
  exact: row.exact,
  community: row.community,
  keyId: fromHex(row.key_id),
  counter: row.counter,
  issuedAt: row.issued_at,
  amount: row.amount,
})

test.each(CASES.valid)('good: $name', async (row) => {
  await check(row)
  const { signature, ...content } = decodePaymentCode(row.text)
  expect(content).toEqual(unsigned(row))
  expect(toHex(encodeUnsigned(unsigned(row))) + toHex(signature)).toBe(row.hex)
})

test.each(CASES.invalid)('$error: $name', async (row) => {
  expect(await refusalOf(() => check(row))).toBe(row.error)
})

test.each(CASES.valid)('signed here and read back: $name', async (row) => {
  const text = await signPaymentCode(unsigned(row), signAs)
  expect(text).toMatch(/^WM1:[0-9A-Z $%*+./:-]{134}$/)
  await check({ ...row, text })
})

test.each([
  { counter: 0 },
  { counter: 2 ** 32 },
  { amount: -1 },
  { amount: 0, exact: true },
  { amount: 2 ** 31 },
  { amount: 1.5 },
  { community: -1 },
  { issuedAt: 2 ** 32 },
  { keyId: new Uint8Array(7) as Bytes },
])('a value that the layout cannot carry is not signed: %j', async (wrong) => {
  const [first] = CASES.valid
  if (!first) throw new Error('no vectors')
  await expect(signPaymentCode({ ...unsigned(first), ...wrong }, signAs)).rejects.toThrow(RangeError)
})

const good = { ...(CASES.valid[0] as Valid) }
const refusal = (text: string) => refusalOf(() => check({ ...good, text }))

test('the code that is damaged below is good', async () => {
  expect(await refusal(good.text)).toBeNull()
  expect(toHex(decodePaymentCode(good.text).keyId)).toBe(KEYS.signer.key_id)
})

test('a code with any bit turned is refused', async () => {
  for (const changed of flipped(decodeBase45(good.text.slice(4)))) {
    expect(await refusal(`WM1:${encodeBase45(changed)}`)).not.toBeNull()
  }
})

test('a code that is cut anywhere, or has a character too many, is refused', async () => {
  for (let length = 0; length < good.text.length; length++) {
    expect(await refusal(good.text.slice(0, length))).not.toBeNull()
    expect(await refusal(good.text.slice(-length - 1, -1))).not.toBeNull()
    expect(await refusal(`${good.text.slice(0, length)}0${good.text.slice(length)}`)).not.toBeNull()
  }
})
