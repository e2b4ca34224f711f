import { openStore } from '../data/store'
import { answer, type Shelf } from './answer'
import { shownFor } from './push'

declare const __VERSION__: string
declare const __PRECACHE__: string[]
declare const __LATER__: string[]
declare const __PAGES__: string[]

const worker = self as unknown as ServiceWorkerGlobalScope
const PREFIX = 'wijkmunt-'
const SHELF = PREFIX + __VERSION__

/** What some browsers can do without waking the worker (Service Workers, section 4.5.2). */
type StaticRoutes = { addRoutes?: (routes: object[]) => Promise<void> }

worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([install(), addRoutes(event as StaticRoutes)]))
})

/** Screens and built files come straight from the shelf, the API from the server: all as `answer` would have it. */
async function addRoutes(event: StaticRoutes): Promise<void> {
  const at = (pathname: string): object => ({ condition: { urlPattern: { pathname } } })
  const shelved = { source: { cacheName: SHELF } }
  const pages = __PAGES__.map((pathname) => ({
    condition: { urlPattern: { pathname, search: '' }, requestMode: 'navigate' },
    ...shelved,
  }))
  await event
    .addRoutes?.([
      ...pages,
      { ...at('/assets/*.js'), ...shelved },
      { ...at('/assets/*.css'), ...shelved },
      { ...at('/api/*'), source: 'network' },
    ])
    .catch(() => undefined)
}

/** Everything is fetched past the HTTP cache, except names that carry a hash of their content. */
async function install(): Promise<void> {
  const cache = await caches.open(SHELF)
  const hashed = (url: string): boolean => url.startsWith('/assets/')
  await cache.addAll(
    __PRECACHE__.map((url) => new Request(url, { cache: hashed(url) ? 'default' : 'reload' })),
  )
  await Promise.all(__PAGES__.map((path) => keepPage(cache, path)))
}

/** A screen's own page stands on the shelf where the screen's address is (build/start-pages.ts). */
async function keepPage(cache: Cache, path: string): Promise<void> {
  const page = await fetch(`/start${path}.html`, { cache: 'reload' })
  if (!page.ok) throw new Error(`no page for ${path}`)
  await cache.put(path, page)
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

let opened: Promise<Cache> | undefined

/** Opened once for as long as the worker lives. */
function openShelf(): Promise<Cache> {
  opened ??= caches.open(SHELF)
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

const shelf: Shelf = {
  find: async (url) => (await openShelf()).match(url, { ignoreVary: true }),
  put: async (url, response) => (await openShelf()).put(url, response),
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
