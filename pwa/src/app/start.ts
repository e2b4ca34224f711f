import { effect } from '@preact/signals'
import { configureClient, online } from '../data/client'
import { forgetSession, hat, loadCommunity, loadMe, me } from '../data/session'
import { isLanguage, languageWasChosen, setLanguage } from '../i18n'
import { loadMore } from './more'

/** Asks who is signed in, then brings what the next screens need, so that they open at once and offline. */
export async function startSession(): Promise<void> {
  configureClient({ signedOut: forgetSession })
  await loadMe()
  const spoken = me.peek()?.person.language
  if (spoken && isLanguage(spoken) && !languageWasChosen()) await setLanguage(spoken)
  void loadMore().catch(() => undefined)
  void startSending().catch(() => undefined)
  if (localStorage.getItem('wm.push')) void import('./push-start').then(({ startPush }) => startPush())
}

/** What waits is sent by itself from now on; none of that belongs to the first load. */
async function startSending(): Promise<void> {
  const { startSending: start } = await import('../data/offline/start')
  start()
}

/** Keeps the community of the hat fresh, and the online signal in step with the browser's own events. */
export function followSkew(): void {
  addEventListener('offline', () => {
    online.value = false
  })
  addEventListener('online', () => {
    online.value = true
  })
  effect(() => {
    if (hat.value) loadCommunity().catch(() => undefined)
  })
}
