import { openStore } from '../data/store'
import { answer, type Shelf } from './answer'
import { shownFor } from './push'

declare const __VERSION__: string
declare const __PRECACHE__: string[]
declare const __LATER__: string[]

const worker = self as unknown as ServiceWorkerGlobalScope
const PREFIX = 'wijkmunt-'
const SHELF = PREFIX + __VERSION__

worker.addEventListener('install', (event) => {
  event.waitUntil(install())
})

/** Everything is fetched past the HTTP cache, except names that carry a hash of their content. */
async function install(): Promise<void> {
  const cache = await caches.open(SHELF)
  const hashed = (url: string): boolean => url.startsWith('/assets/')
  await cache.addAll(
    __PRECACHE__.map((url) => new Request(url, { cache: hashed(url) ? 'default' : 'reload' })),
  )
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

async function takeOver(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== SHELF)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
  void fetchLater()
}

/** The camera's decoder comes once the app itself is here; when that fails, the first scan fetches it. */
async function fetchLater(): Promise<void> {
  const cache = await caches.open(SHELF)
  for (const url of __LATER__) {
    if (!(await cache.match(url))) await cache.add(url).catch(() => undefined)
  }
}

worker.addEventListener('message', (event) => {
  if (event.data === 'activate') void worker.skipWaiting()
})

const shelf: Shelf = {
  find: async (url) => (await caches.open(SHELF)).match(url, { ignoreVary: true }),
  put: async (url, response) => (await caches.open(SHELF)).put(url, response),
  fetch: (request) => fetch(request),
}

worker.addEventListener('fetch', (event) => {
  const reply = answer(event.request, worker.location.origin, shelf)
  if (reply) event.respondWith(reply)
})

worker.addEventListener('push', (event) => {
  event.waitUntil(tell(event.data?.text() ?? ''))
})

/** Every push is shown: browsers take the permission from who tells nobody. */
async function tell(text: string): Promise<void> {
  const saved = await openStore('push')
    .get<string>('language')
    .catch(() => undefined)
  const { title, options } = shownFor(text, saved ?? null, worker.navigator.languages)
  await worker.registration.showNotification(title, options)
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data?.open ?? '/notices')))
})

/** The app that is open goes there; when none is, one is opened. */
async function open(path: string): Promise<void> {
  const [app] = await worker.clients.matchAll({ type: 'window' })
  if (!app) return void (await worker.clients.openWindow(path))
  app.postMessage({ open: path })
  await app.focus().catch(() => undefined)
}
