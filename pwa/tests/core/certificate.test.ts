import { expect, test } from 'vitest'
import { acceptanceMessage } from '../../src/core/acceptance'
import { decodeBase45, encodeBase45 } from '../../src/core/base45'
import { fromHex, toHex } from '../../src/core/bytes'
import { encodeCertificate, verifyCertificate } from '../../src/core/certificate'
import { spkiOfCompressed } from '../../src/core/p256'
import {
  checkCommunity,
  decodePaymentCode,
  signPaymentCode,
  verifyPaymentCode,
} from '../../src/core/payment-code'
import { checkSignature } from '../../src/core/signature'
import { at, flipped, KEYS, type KeyName, publicKeys, readVectors, refusalOf, signAs } from '../vectors'

interface Checked {
  name: string
  text: string
  now: number
  community: number
}

interface Valid extends Checked {
  certificate: string
  public_key: string
  allowance: number
  expires_at: number
  serial: number
}

interface AcceptanceVector {
  shop_id: string
  payment_id: string
  accepted_at: number
  code: string
  message: string
  key: KeyName
  signature: string
}

const CASES = readVectors<{
  valid: Valid[]
  invalid: (Checked & { error: string })[]
  acceptance: AcceptanceVector
}>('certificates')

const AUTHORITIES = [publicKeys.other, publicKeys.authority]

/** Every check that a shop without a network can make, in the protocol's order. */
async function check({ text, now, community }: Omit<Checked, 'name'>, authorities = [publicKeys.authority]) {
  const code = decodePaymentCode(text)
  checkCommunity(code, community)
  if (!code.certificate) throw new Error('no certificate')
  const key = await verifyCertificate(code.certificate, community, authorities, code.keyId, at(now))
  await verifyPaymentCode(code, key, at(now))
  return code
}

test.each(CASES.valid)('good: $name', async (row) => {
  const { certificate, exact } = await check(row, AUTHORITIES)
  if (!certificate) throw new Error('no certificate')
  expect(exact).toBe(true)
  expect(toHex(encodeCertificate(certificate))).toBe(row.certificate)
  expect(toHex(certificate.publicKey)).toBe(row.public_key)
  expect(certificate).toMatchObject({
    allowance: row.allowance,
    expiresAt: row.expires_at,
    serial: row.serial,
  })
})

test.each(CASES.invalid)('$error: $name', async (row) => {
  expect(await refusalOf(() => check(row))).toBe(row.error)
})

test.each(CASES.valid)('signed here and read back: $name', async (row) => {
  const { signature, ...content } = decodePaymentCode(row.text)
  const text = await signPaymentCode(content, signAs)
  expect(text).toHaveLength(301)
  await check({ ...row, text })
})

test('a code with any bit turned is refused', async () => {
  const [good] = CASES.valid
  if (!good) throw new Error('no vectors')
  for (const changed of flipped(decodeBase45(good.text.slice(4)))) {
    expect(await refusalOf(() => check({ ...good, text: `WM1:${encodeBase45(changed)}` }))).not.toBeNull()
  }
})

test('only an exact code carries a certificate', async () => {
  const { signature, ...content } = decodePaymentCode(CASES.valid[0]?.text ?? '')
  await expect(signPaymentCode({ ...content, exact: false }, signAs)).rejects.toThrow(RangeError)
})

test.each(['04', `05${'00'.repeat(32)}`, `02${'ff'.repeat(32)}`])(
  'no point of the curve: %s',
  async (hex) => {
    expect(await refusalOf(() => spkiOfCompressed(fromHex(hex)))).toBe('code_unreadable')
  },
)

test('a compressed point is the same key', () => {
  const own = CASES.valid[0]?.public_key ?? ''
  const spki = Buffer.from(KEYS.signer.spki, 'base64url')
  expect(toHex(spkiOfCompressed(fromHex(own)))).toBe(spki.toString('hex'))
})

test('an acceptance binds shop, payment, moment and code', async () => {
  const { acceptance } = CASES
  const parts = {
    shopId: acceptance.shop_id,
    paymentId: acceptance.payment_id,
    acceptedAt: acceptance.accepted_at,
    code: acceptance.code,
  }
  const message = await acceptanceMessage(parts)
  expect(toHex(message)).toBe(acceptance.message)
  await checkSignature(publicKeys[acceptance.key], fromHex(acceptance.signature), message)
  const later = await acceptanceMessage({ ...parts, acceptedAt: parts.acceptedAt + 1 })
  expect(toHex(later)).not.toBe(acceptance.message)
})
