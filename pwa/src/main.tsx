import { render } from 'preact'
import './ui/tokens.css'
import './ui/base.css'
import './app/first-paint.css'
import { App } from './app/App'
import { startInstallPrompt } from './app/install'
import { followSkew, startSession } from './app/start'
import { startUpdates } from './app/updates'
import { startLanguage } from './i18n'
import { startPreferences } from './ui/preferences'
import { startRouter } from './ui/router'
import { startVoice } from './ui/voice'

startPreferences()
startVoice()
startInstallPrompt()
startRouter()
followSkew()
void startLanguage().then(() => {
  const root = document.getElementById('app')
  root?.replaceChildren()
  if (root) render(<App />, root)
  void startSession()
  startUpdates()
})
