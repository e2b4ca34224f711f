import { api } from '../../data/client'
import { deviceName } from '../../data/device-name'
import { type Ceremony, createPasskey, usePasskey } from '../../data/passkey'
import type { Me } from '../../data/types'
import { language } from '../../i18n'

export type SignedUp = { me: Me; recovery_codes: string[] }
/** A community that is open, or the secret of an enrolment link. */
export type Entrance = { community_id: string } | { enrolment_token: string }

/** Makes a person with a passkey. Throws ApiError. */
export async function signUp(display_name: string, entrance: Entrance): Promise<SignedUp> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/sign-up/options', {
    display_name,
    ...entrance,
  })
  const credential = await createPasskey(public_key)
  return api.post<SignedUp>('/sign-up', {
    challenge_id,
    credential,
    device_name: deviceName(),
    language: language.peek(),
  })
}

/** Signs in with whatever passkey the browser offers; `inField` waits for one picked in a form field. Throws ApiError. */
export async function signIn(abort: AbortSignal, inField = false): Promise<Me> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/sign-in/options')
  const credential = await usePasskey(public_key, { abort, inField })
  return api.post<Me>('/sign-in', { challenge_id, credential, device_name: deviceName() })
}

/** Signs in with one of the codes that were kept at sign-up. Throws ApiError. */
export const signInWithRecovery = (code: string): Promise<Me> =>
  api.post<Me>('/sign-in/recovery', { code, device_name: deviceName() })

/** Makes the present login fresh again, with a passkey. Throws ApiError. */
export async function confirmSession(): Promise<void> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/session/confirm/options')
  const credential = await usePasskey(public_key)
  await api.post('/session/confirm', { challenge_id, credential })
}

/** Adds a passkey for the person who is signed in. Throws ApiError. */
export async function addPasskey(): Promise<void> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/me/passkeys/options')
  const credential = await createPasskey(public_key)
  await api.post('/me/passkeys', { challenge_id, credential, name: deviceName() })
}
