import { type Bytes, fromBase64url, toBase64url } from '../core/bytes'
import { ApiError } from './problem'

/** Options and answers in the JSON form of WebAuthn level 3, section 5.1. */
export type WebAuthnJson = Record<string, unknown>
type Descriptor = { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] }

/** What the server gives to begin a ceremony. */
export type Ceremony = { challenge_id: string; public_key: WebAuthnJson }

/** False where the browser knows no passkeys, or the page is not served safely enough for them. */
export const passkeysWork = (): boolean => typeof PublicKeyCredential !== 'undefined'

/** True where the browser offers passkeys inside a form field. */
export async function passkeysInFields(): Promise<boolean> {
  if (!passkeysWork()) return false
  return (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false
}

/** Makes a passkey. Throws ApiError `passkey_cancelled`, `_exists`, `_unsupported`, `_wrong_site` or `_failed`. */
export async function createPasskey(options: WebAuthnJson): Promise<WebAuthnJson> {
  return perform(() => navigator.credentials.create({ publicKey: creationOptions(options) }))
}

type UseOptions = { abort?: AbortSignal; inField?: boolean }

/** Proves to hold a passkey; `inField` waits until the person picks one in a form field. Throws as createPasskey. */
export async function usePasskey(
  options: WebAuthnJson,
  { abort, inField }: UseOptions = {},
): Promise<WebAuthnJson> {
  return perform(() =>
    navigator.credentials.get({
      publicKey: requestOptions(options),
      ...(abort && { signal: abort }),
      ...(inField && { mediation: 'conditional' as const }),
    }),
  )
}

async function perform(ceremony: () => Promise<Credential | null>): Promise<WebAuthnJson> {
  if (!passkeysWork()) throw new ApiError('passkey_unsupported')
  try {
    return credentialJson((await ceremony()) as PublicKeyCredential)
  } catch (problem) {
    throw new ApiError(failureOf(problem))
  }
}

function failureOf(problem: unknown): string {
  const name = problem instanceof DOMException ? problem.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return 'passkey_cancelled'
  if (name === 'InvalidStateError') return 'passkey_exists'
  if (name === 'NotSupportedError') return 'passkey_unsupported'
  return name === 'SecurityError' ? 'passkey_wrong_site' : 'passkey_failed'
}

/** The browser's own reading of the options, or the same by hand for browsers from before 2024. */
export function creationOptions(json: WebAuthnJson): PublicKeyCredentialCreationOptions {
  const read = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON
  if (read) return read.call(PublicKeyCredential, json as never)
  const user = json.user as { id: string; name: string; displayName: string }
  return {
    ...(json as unknown as PublicKeyCredentialCreationOptions),
    challenge: fromBase64url(json.challenge as string),
    user: { ...user, id: fromBase64url(user.id) },
    excludeCredentials: descriptors(json.excludeCredentials),
  }
}

/** The same for proving to hold a passkey. */
export function requestOptions(json: WebAuthnJson): PublicKeyCredentialRequestOptions {
  const read = globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON
  if (read) return read.call(PublicKeyCredential, json as never)
  return {
    ...(json as unknown as PublicKeyCredentialRequestOptions),
    challenge: fromBase64url(json.challenge as string),
    allowCredentials: descriptors(json.allowCredentials),
  }
}

function descriptors(given: unknown): PublicKeyCredentialDescriptor[] {
  return ((given ?? []) as Descriptor[]).map((one) => ({ ...one, id: fromBase64url(one.id) }))
}

/** What the authenticator answered, in JSON: by the browser, or by hand where it cannot. */
export function credentialJson(credential: PublicKeyCredential): WebAuthnJson {
  if (typeof credential.toJSON === 'function') return { ...credential.toJSON() }
  const { response } = credential
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: 'attestationObject' in response ? made(response as never) : proved(response as never),
  }
}

function made(response: AuthenticatorAttestationResponse): WebAuthnJson {
  return {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  }
}

function proved(response: AuthenticatorAssertionResponse): WebAuthnJson {
  return {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : undefined,
  }
}

const text = (buffer: ArrayBuffer): string => toBase64url(new Uint8Array(buffer) as Bytes)
