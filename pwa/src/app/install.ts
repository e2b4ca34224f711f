import { signal } from '@preact/signals'

/** Chromium's event that lets the app ask for a place on the home screen. */
type InstallEvent = Event & { prompt: () => Promise<unknown>; userChoice: Promise<{ outcome: string }> }

const DISMISSED = 'wm.install.later'
const MONTH = 30 * 86_400_000

/** How the app can be put on the home screen now: by the browser's own question, by hand on an iPhone, or not. */
export const installWay = signal<'ask' | 'ios' | null>(null)
let asked: InstallEvent | undefined

export function startInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    asked = event as InstallEvent
    if (!dismissedLately()) installWay.value = 'ask'
  })
  addEventListener('appinstalled', () => {
    installWay.value = null
  })
  if (isIosBrowser() && !dismissedLately()) installWay.value = 'ios'
}

/** Shows the browser's own question. */
export async function install(): Promise<void> {
  await asked?.prompt()
  installWay.value = null
}

/** Does not ask again for a month. */
export function installLater(): void {
  localStorage.setItem(DISMISSED, String(Date.now()))
  installWay.value = null
}

const dismissedLately = (): boolean => Date.now() - Number(localStorage.getItem(DISMISSED) ?? 0) < MONTH

function isIosBrowser(): boolean {
  const standalone = 'standalone' in navigator && navigator.standalone
  return /iPhone|iPad|iPod/.test(navigator.userAgent) && !standalone
}
