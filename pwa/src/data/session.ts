import { batch, computed, signal } from '@preact/signals'
import { cachedSignal, clearCaches } from './cache'
import { api } from './client'
import { asApiError } from './problem'
import type { Community, Me, Membership, Wallet } from './types'

/** What a person is doing now: one of their memberships, seen as the app that goes with it. */
export type HatKind = 'resident' | 'shop' | 'coordinator' | 'issuer' | 'treasurer'
export type Hat = Membership & { key: string; kind: HatKind }

const KINDS = {
  member: 'resident',
  shop_owner: 'shop',
  shop_staff: 'shop',
  coordinator: 'coordinator',
  treasurer: 'treasurer',
  issuer: 'issuer',
} as const

const SAVED = 'wm.hat'

/** The person signed in, as last known; null when nobody is. */
export const me = cachedSignal<Me>('me')
/** The community of the hat that is on, with its settings, as last known. */
export const community = cachedSignal<Community>('community')
/** The own wallet in that community, as last known. */
export const wallet = cachedSignal<Wallet>('wallet')
/** When the wallet was read, RFC 3339: without a network the balance says how old it is. */
export const walletSeen = cachedSignal<string>('wallet-seen')
/** True once the server has told, or could not be asked, who is signed in. */
export const sessionKnown = signal(false)

const chosen = signal(localStorage.getItem(SAVED))

export const hats = computed<Hat[]>(() => (me.value?.memberships ?? []).map(asHat))
/** The hat that is on: the one chosen on this device, else the first. */
export const hat = computed<Hat | null>(
  () => hats.value.find(({ key }) => key === chosen.value) ?? hats.value[0] ?? null,
)

function asHat(membership: Membership): Hat {
  const kind = KINDS[membership.role]
  const key = [kind, membership.community.id, membership.organisation?.id ?? ''].join(':')
  return { ...membership, kind, key }
}

/** Puts another hat on and remembers it on this device. */
export function wearHat(key: string): void {
  localStorage.setItem(SAVED, key)
  chosen.value = key
  community.value = null
  wallet.value = null
}

/** Where a hat's work starts. */
export function homeOf(worn: Hat | null): string {
  if (!worn) return '/'
  if (worn.kind === 'shop') return `/counter/${worn.organisation?.id}`
  if (worn.kind === 'coordinator') return `/coordinate/${worn.organisation?.id}`
  return worn.kind === 'resident' ? '/home' : '/desk'
}

/** Where a hat works, as the entries of the features are asked with. */
export const whereabouts = ({ kind, community: { id }, organisation }: Hat) => ({
  kind,
  community: id,
  organisation: organisation?.id ?? '',
})

/** Takes over what the server said about the person after signing in, signing up or changing something. */
export function signedInAs(person: Me): void {
  if (me.peek() && me.peek()?.person.id !== person.person.id) clearCaches()
  me.value = person
  sessionKnown.value = true
}

/** Forgets the person on this device; the server's cookies are its own matter. */
export function forgetSession(): void {
  clearCaches()
  sessionKnown.value = true
}

/** Asks the server who is signed in. Without a network the person last known stays. */
export async function loadMe(): Promise<void> {
  try {
    signedInAs(await api.get<Me>('/me'))
  } catch (problem) {
    if (asApiError(problem).status === 401) forgetSession()
    sessionKnown.value = true
  }
}

/** Reads the community of the hat that is on again. */
export async function loadCommunity(): Promise<void> {
  const worn = hat.peek()
  if (worn) community.value = await api.get<Community>(`/communities/${worn.community.id}`)
}

/** Reads the own balance and last entries again. */
export async function loadWallet(): Promise<void> {
  const worn = hat.peek()
  if (!worn) return
  wallet.value = await api.get<Wallet>(`/communities/${worn.community.id}/wallet`)
  walletSeen.value = new Date().toISOString()
}

/**
 * Ends the session on the server and forgets the person here; signing out works offline too. `leave` goes to
 * another screen in the same moment, so that the present one never asks a guest to sign in.
 */
export async function signOut(leave?: () => void): Promise<void> {
  await api.post('/session/sign-out').catch(() => undefined)
  batch(() => {
    forgetSession()
    leave?.()
  })
}
