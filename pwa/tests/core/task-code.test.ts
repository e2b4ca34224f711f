import { expect, test } from 'vitest'
import { fromBase64url, toBase64url, toHex } from '../../src/core/bytes'
import {
  readTaskCodeUnverified,
  signTaskCode,
  taskClaims,
  taskHeader,
  verifyTaskCode,
} from '../../src/core/task-code'
import { at, flipped, KEYS, type KeyName, publicKeys, readVectors, refusalOf, signAs } from '../vectors'

interface Checked {
  name: string
  jws: string
  key: KeyName
  now: number
}

interface Valid extends Checked {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  organisation_id: string
  task_id: string
}

const CASES = readVectors<{ valid: Valid[]; invalid: (Checked & { error: string })[] }>('task_codes')
const UNREAD = CASES.invalid.filter((row) => /unreadable|version_unknown/.test(row.error))

const check = ({ jws, key, now }: Omit<Checked, 'name'>) => verifyTaskCode(jws, publicKeys[key], at(now))

test.each(CASES.valid)('good: $name', async (row) => {
  const code = await check(row)
  expect(taskHeader(code.keyId)).toEqual(row.header)
  expect(taskClaims(code)).toEqual(row.claims)
  expect(code.organisationId).toBe(row.organisation_id)
  expect(code.taskId).toBe(row.task_id)
  expect(toHex(code.keyId)).toBe(KEYS.signer.key_id)
})

test.each(CASES.invalid)('$error: $name', async (row) => {
  expect(await refusalOf(() => check(row))).toBe(row.error)
})

test.each(UNREAD)('refused before a key is looked up: $name', async (row) => {
  expect(await refusalOf(() => readTaskCodeUnverified(row.jws))).toBe(row.error)
})

const backwards = (members: Record<string, unknown>) => Object.fromEntries(Object.entries(members).reverse())

test.each(CASES.valid)('signed here, whatever the order of the members: $name', async (row) => {
  const prepared = { header: backwards(row.header), claims: backwards(row.claims) }
  const jws = await signTaskCode(prepared, signAs)
  expect(jws.slice(0, -86)).toBe(row.jws.slice(0, -86))
  await check({ ...row, jws })
})

const good = { ...(CASES.valid[0] as Valid) }

test.each([
  { header: { ...good.header, crit: ['exp'] }, claims: good.claims },
  { header: { ...good.header, alg: 'none' }, claims: good.claims },
  { header: good.header, claims: { ...good.claims, aud: 'everybody' } },
  { header: good.header, claims: { ...good.claims, exp: null } },
  { header: {}, claims: {} },
])('the phone signs nothing but a task code: %j', async (prepared) => {
  expect(await refusalOf(() => signTaskCode(prepared, signAs))).toBe('code_unreadable')
})

const refusal = (jws: string) => refusalOf(() => check({ ...good, jws }))

test('a code with any bit turned is refused', async () => {
  const parts = good.jws.split('.')
  for (const [index, part] of parts.entries()) {
    for (const changed of flipped(fromBase64url(part))) {
      expect(await refusal(parts.with(index, toBase64url(changed)).join('.'))).not.toBeNull()
    }
  }
})

test('a code that is cut anywhere, or has a character exchanged, is refused', async () => {
  expect(await refusal(good.jws)).toBeNull()
  for (let place = 0; place < good.jws.length; place++) {
    expect(await refusal(good.jws.slice(0, place))).not.toBeNull()
    const other = good.jws[place] === 'A' ? 'B' : 'A'
    expect(await refusal(good.jws.slice(0, place) + other + good.jws.slice(place + 1))).not.toBeNull()
  }
})
