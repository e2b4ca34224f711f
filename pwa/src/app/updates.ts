import { signal } from '@preact/signals'

/** A newer version that is installed and waits for the person's word. */
export const waitingVersion = signal<ServiceWorker | null>(null)

const HOURLY = 3_600_000

/** Registers the service worker and looks for a newer one every hour and whenever the app comes back in view. */
export function startUpdates(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const hadOne = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.register('/sw.js').then(watch, () => undefined)
  if (hadOne)
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller)
      waitingVersion.value = registration.waiting
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  look()
  const check = (): void => void registration.update().catch(() => undefined)
  setInterval(check, HOURLY)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check())
}

/** Lets the newer version take over; the page loads again by itself. */
export function useNewVersion(): void {
  waitingVersion.value?.postMessage('activate')
}
