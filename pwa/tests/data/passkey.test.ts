import { expect, test } from 'vitest'
import { creationOptions, credentialJson, requestOptions } from '../../src/data/passkey'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

test('a browser from before 2024 gets bytes where the options have base64url', () => {
  const made = creationOptions({
    challenge: 'AQID',
    rp: { name: 'Wijkmunt', id: 'localhost' },
    user: { id: 'BAU', name: 'Samira', displayName: 'Samira' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    excludeCredentials: [{ id: 'Bg', type: 'public-key', transports: ['internal'] }],
  })
  expect(made.challenge).toEqual(bytes(1, 2, 3))
  expect(made.user.id).toEqual(bytes(4, 5))
  expect(made.excludeCredentials).toEqual([{ id: bytes(6), type: 'public-key', transports: ['internal'] }])
  const used = requestOptions({ challenge: 'AQID', userVerification: 'required' })
  expect(used).toMatchObject({
    challenge: bytes(1, 2, 3),
    allowCredentials: [],
    userVerification: 'required',
  })
})

const credential = (response: object): PublicKeyCredential =>
  ({
    id: 'AQ',
    rawId: bytes(1).buffer,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response,
  }) as unknown as PublicKeyCredential

test('what such a browser answers is written as JSON', () => {
  const proof = credentialJson(
    credential({
      clientDataJSON: bytes(1).buffer,
      authenticatorData: bytes(2).buffer,
      signature: bytes(3).buffer,
      userHandle: null,
    }),
  )
  expect(proof).toMatchObject({
    id: 'AQ',
    rawId: 'AQ',
    type: 'public-key',
    response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'Aw' },
  })
  const made = credentialJson(
    credential({
      clientDataJSON: bytes(1).buffer,
      attestationObject: bytes(2).buffer,
      getTransports: () => ['internal'],
    }),
  )
  expect(made.response).toEqual({ clientDataJSON: 'AQ', attestationObject: 'Ag', transports: ['internal'] })
})
