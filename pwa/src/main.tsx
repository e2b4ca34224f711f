import { render } from 'preact'
import './ui/tokens.css'
import './ui/base.css'
import './app/first-paint.css'
import { App } from './app/App'
import { startInstallPrompt } from './app/install'
import { loadFirstScreen } from './app/screens'
import { followSkew, startSession } from './app/start'
import { startUpdates } from './app/updates'
import { startLanguage } from './i18n'
import { startPreferences } from './ui/preferences'
import { startRouter } from './ui/router'
import { startVoice } from './ui/voice'

startPreferences()
startInstallPrompt()
startRouter()
void Promise.all([startLanguage(), loadFirstScreen()]).then(() => {
  const root = document.getElementById('app')
  root?.replaceChildren()
  if (root) render(<App />, root)
  // What was last known is on the screen before anything is asked, loaded or kept.
  afterPaint(goOn)
})

/** A page that nobody can see is never painted, so not for ever. */
function afterPaint(work: () => void): void {
  let waits = true
  const once = (): void => {
    if (waits) work()
    waits = false
  }
  setTimeout(once, 1000)
  requestAnimationFrame(() => setTimeout(once))
}

function goOn(): void {
  startVoice()
  followSkew()
  void startSession()
  startUpdates()
}
