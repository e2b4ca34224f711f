import { api } from './client'
import { deviceName } from './device-name'
import { CannotStore, type DeviceKey, deviceKey, forgetDeviceKey } from './keys'
import { asApiError } from './problem'
import { me } from './session'

/** Which key the server knows for which session of this browser. */
const REGISTERED = 'wm.key'

/**
 * The signed-in person's device key, made at first use and registered once per session. Without a network a
 * key that is registered already works too. Rejects with CannotStore, or ApiError (`session_missing`, `offline`).
 */
export async function ownKey(): Promise<DeviceKey> {
  const person = me.peek()
  if (!person) throw new Error('nobody is signed in')
  const key = await deviceKey(person.person.id)
  const mark = `${key.keyIdHex} ${person.session_id}`
  if (localStorage.getItem(REGISTERED) === mark) return key
  const known = await register(key)
  localStorage.setItem(REGISTERED, `${known.keyIdHex} ${person.session_id}`)
  return known
}

/** The id of this session's key, in 16 hexadecimal digits, once it is registered: a code then takes no network. */
export function registeredKey(): string | null {
  const [keyIdHex = '', session] = localStorage.getItem(REGISTERED)?.split(' ') ?? []
  return session !== undefined && session === me.peek()?.session_id ? keyIdHex : null
}

/** True when this browser can keep a key; says so to whoever signs in here. */
export async function canKeepKey(): Promise<boolean> {
  try {
    await ownKey()
    return true
  } catch (problem) {
    return !(problem instanceof CannotStore)
  }
}

/** Forgets the key in this browser: it was revoked, or the person signs out. The next use makes another. */
export async function forgetOwnKey(): Promise<void> {
  localStorage.removeItem(REGISTERED)
  const person = me.peek()
  if (person) await forgetDeviceKey(person.person.id).catch(() => undefined)
}

/** Registers the key; one that was revoked is replaced by a new one. */
async function register(key: DeviceKey): Promise<DeviceKey> {
  try {
    await send(key)
    return key
  } catch (problem) {
    if (asApiError(problem).code !== 'device_key_taken') throw problem
  }
  await forgetOwnKey()
  const made = await deviceKey(me.peek()?.person.id ?? '')
  await send(made)
  return made
}

const send = (key: DeviceKey): Promise<unknown> =>
  api.post('/me/device-keys', { public_key: key.publicKey, name: deviceName() })
