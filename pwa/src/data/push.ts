import { effect } from '@preact/signals'
import { language } from '../i18n'
import type { PushSettings } from './api-types'
import { api } from './client'
import { openStore } from './store'

export type { PushSettings }

/**
 * Whether this phone can be told: `install`: only once the app stands on the home screen (iPhones), `denied`: the
 * person or the browser said no, which only they can undo.
 */
export type PushAbility = 'able' | 'install' | 'denied' | 'never'

/** Set on a phone that is told; holds which subscription the server knows. */
const MARK = 'wm.push'
/** Where the service worker finds what it has to know; it cannot read localStorage. */
const forWorker = openStore('push')

export function pushAbility(): PushAbility {
  if ('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis)
    return Notification.permission === 'denied' ? 'denied' : 'able'
  return isIos() && !isInstalled() ? 'install' : 'never'
}

export const loadPush = (): Promise<PushSettings> => api.get<PushSettings>('/me/push')

export const switchPush = (name: string, on: boolean): Promise<PushSettings> =>
  api.patch<PushSettings>('/me/push', { switches: { [name]: on } })

/**
 * Asks the browser, which asks the person: call it from a tap. Null when they said no; throws ApiError, or what the
 * browser throws when its maker cannot be reached.
 */
export async function startTelling(publicKey: string): Promise<PushSettings | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  return subscribe(publicKey)
}

/** This phone is told no more. */
export async function stopTelling(): Promise<void> {
  await forgetPush()
  await api.delete('/me/push')
}

/** The browser forgets its subscription: whoever has this phone next must not read about somebody else. */
export async function forgetPush(): Promise<void> {
  if (!localStorage.getItem(MARK)) return
  localStorage.removeItem(MARK)
  const present = await subscription()
  await present?.unsubscribe().catch(() => false)
}

/** True on a phone that was told when it was last looked at. */
export const isTold = (): boolean => localStorage.getItem(MARK) !== null

/** Makes a subscription good again that the browser renewed, or that belongs to another session or an older key. */
export async function renewPush(): Promise<void> {
  effect(() => {
    forWorker.set('language', language.value).catch(() => undefined)
  })
  if (pushAbility() !== 'able' || Notification.permission !== 'granted') return
  const [known, present] = await Promise.all([loadPush(), subscription()])
  if (!known.here || !present || markOf(present) !== localStorage.getItem(MARK))
    await subscribe(known.public_key)
}

async function subscribe(publicKey: string): Promise<PushSettings> {
  const { pushManager } = await navigator.serviceWorker.ready
  const wanted = { userVisibleOnly: true, applicationServerKey: publicKey }
  const made = await pushManager.subscribe(wanted).catch(async () => {
    // A subscription for an older key stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(wanted)
  })
  const { endpoint, keys } = made.toJSON()
  const settings = await api.put<PushSettings>('/me/push', {
    endpoint,
    keys: { p256dh: keys?.p256dh, auth: keys?.auth },
  })
  localStorage.setItem(MARK, markOf(made))
  await forWorker.set('language', language.peek()).catch(() => undefined)
  return settings
}

const subscription = async (): Promise<PushSubscription | null> =>
  (await (await navigator.serviceWorker.getRegistration())?.pushManager?.getSubscription()) ?? null

const markOf = ({ endpoint }: PushSubscription): string => endpoint.slice(-32)

const isIos = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

const isInstalled = (): boolean =>
  ('standalone' in navigator && Boolean(navigator.standalone)) ||
  matchMedia('(display-mode: standalone)').matches
