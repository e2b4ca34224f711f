import { afterEach, expect, test, vi } from 'vitest'
import { isPhoneOfTry, ownRole, phoneOrigin, tryOrigin } from '../../../src/features/start/try/hosts'
import { messageOf } from '../../../src/features/start/try/messages'

afterEach(() => void vi.unstubAllGlobals())

function at(address: string, framed: boolean): void {
  vi.stubGlobal('location', new URL(address))
  const own = {}
  vi.stubGlobal('window', framed ? { parent: {} } : Object.assign(own, { parent: own }))
}

test('phones and their page share the port of the server', () => {
  at('http://wijkmunt.localhost:8100/try', false)
  expect(tryOrigin()).toBe('http://wijkmunt.localhost:8100')
  expect(phoneOrigin('resident')).toBe('http://resident.wijkmunt.localhost:8100')
  expect(ownRole()).toBeUndefined()
})

test('only a frame on a phone’s own host is a phone', () => {
  at('http://resident.wijkmunt.localhost:8000/home', true)
  expect(isPhoneOfTry()).toBe(true)
  at('http://resident.wijkmunt.localhost:8000/home', false)
  expect(isPhoneOfTry()).toBe(false)
  at('https://munt.example/home', true)
  expect(isPhoneOfTry()).toBe(false)
})

test('messages of others are no messages', () => {
  for (const foreign of [null, 'begin', 7, { type: 'begin' }]) expect(messageOf(foreign)).toBeNull()
  expect(messageOf({ wijkmunt: 'begin' })).toEqual({ wijkmunt: 'begin' })
})
