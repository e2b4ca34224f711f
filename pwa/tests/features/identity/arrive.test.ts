import { Storage } from 'happy-dom'
import { beforeAll, expect, test, vi } from 'vitest'

type Arrive = typeof import('../../../src/features/identity/arrive')
let arrive: Arrive

beforeAll(async () => {
  vi.stubGlobal('localStorage', new Storage())
  vi.stubGlobal('location', new URL('http://localhost:8000/'))
  arrive = await import('../../../src/features/identity/arrive')
})

const nextOf = (address: string) => arrive.nextOf(new URL(address, 'http://localhost:8000'))

test('the place to go on to and its code survive sign-in', () => {
  expect(nextOf('/sign-in?next=%2Ft#eyJ')).toEqual({ path: '/t', fragment: 'eyJ' })
  expect(arrive.onward('/sign-up', { path: '/t', fragment: 'eyJ' })).toBe('/sign-up?next=%2Ft#eyJ')
  expect(arrive.onward('/sign-in', { path: null, fragment: '' })).toBe('/sign-in')
})

test('another site is no place to go on to', () => {
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', ''])
    expect(nextOf(`/sign-in?next=${encodeURIComponent(next)}`).path).toBeNull()
})
