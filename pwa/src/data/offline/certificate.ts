import { signal } from '@preact/signals'
import { fromBase64url } from '../../core/bytes'
import { type Certificate, decodeCertificate } from '../../core/certificate'
import { cachedSignal } from '../cache'
import { api, online } from '../client'
import { serverNow } from '../clock'
import { CannotStore } from '../keys'
import { forgetOwnKey, ownKey } from '../own-key'
import { asApiError } from '../problem'
import { type Hat, wallet } from '../session'
import type { DeviceKey } from '../types'

/** The community's word that this phone may pay without a network; fetched ahead and renewed silently. */
export type Kept = {
  community: string
  keyIdHex: string
  /** 109 bytes, base64url. */
  certificate: string
  /** Minor units, and the balance when it was given. */
  allowance: number
  balance: number
  serial: number
  /** By the server's clock, Unix milliseconds. */
  fetchedAt: number
  expiresAt: number
}

export const keptCertificate = cachedSignal<Kept>('certificate')
/** Why the server gives none, as the errors are named; null while that is not known. */
export const whyNone = signal<string | null>(null)
/** This phone's key was stopped, by its owner or by the community: its codes are worth nothing any more. */
export const keyStopped = signal(false)

/** One is asked for at most this often while nothing makes it urgent, milliseconds. */
const CALM = 10 * 60_000
let askedAt = Number.NEGATIVE_INFINITY
let askedWith: number | undefined

/** The certificate to put into a code of this key, or null: none, for another place or key, or past its date. */
export function certificateFor(worn: Hat, keyIdHex: string): Certificate | null {
  const kept = keptCertificate.peek()
  if (!kept || kept.community !== worn.community.id || kept.keyIdHex !== keyIdHex) return null
  if (kept.expiresAt <= serverNow()) return null
  return decodeCertificate(fromBase64url(kept.certificate))
}

/**
 * Fetches a certificate when there is none, half its life is over, or what it allows does not fit the balance any
 * more. `spent`: minor units paid with it and not booked yet; while there are any the balance says little.
 * Never throws: without one, paying offline is not offered, and `whyNone` says why.
 */
export async function renewCertificate(worn: Hat, spent: number): Promise<void> {
  if (!online.peek()) return
  try {
    const key = await ownKey()
    if (!isDue(worn, key.keyIdHex, spent)) return
    askedAt = Date.now()
    askedWith = wallet.peek()?.balance
    await fetchCertificate(worn, key.keyIdHex)
    whyNone.value = null
  } catch (problem) {
    learn(problem)
  }
}

/** Asks whether this phone's key was stopped meanwhile: by its owner, or by the community. Never throws. */
export async function lookAtKey(worn: Hat): Promise<void> {
  try {
    const key = await ownKey()
    const { device_keys } = await api.get<{ device_keys: DeviceKey[] }>('/me/device-keys')
    const mine = device_keys.find(({ id }) => id === key.keyIdHex)
    if (!mine?.revoked_at) return
    keyStopped.value = true
    if (keptCertificate.peek()?.community === worn.community.id) keptCertificate.value = null
    await forgetOwnKey()
  } catch {
    // Nothing was learned; the next time that there is a network it is asked again.
  }
}

function isDue(worn: Hat, keyIdHex: string, spent: number): boolean {
  const calm = Date.now() - askedAt > CALM
  const kept = keptCertificate.peek()
  if (!kept || kept.community !== worn.community.id || kept.keyIdHex !== keyIdHex)
    return calm || whyNone.peek() === null || wallet.peek()?.balance !== askedWith
  if (serverNow() > (kept.fetchedAt + kept.expiresAt) / 2) return true
  return calm && spent === 0 && wallet.peek() !== null && wallet.peek()?.balance !== kept.balance
}

async function fetchCertificate(worn: Hat, keyIdHex: string): Promise<void> {
  type Given = { certificate: string; allowance: number; expires_at: string; serial: number }
  const path = `/communities/${worn.community.id}/certificates`
  const { certificate, allowance, serial, expires_at } = await api.post<Given>(path, { key_id: keyIdHex })
  keptCertificate.value = {
    community: worn.community.id,
    keyIdHex,
    certificate,
    allowance,
    balance: wallet.peek()?.balance ?? 0,
    serial,
    fetchedAt: serverNow(),
    expiresAt: Date.parse(expires_at),
  }
}

function learn(problem: unknown): void {
  const trouble = asApiError(problem)
  if (trouble.retryable || trouble.status === 401) return
  whyNone.value = problem instanceof CannotStore ? 'cannot_store' : trouble.code
  keptCertificate.value = null
}
