import { useEffect, useState } from 'preact/hooks'
import { language, t } from '../i18n'
import { Icon } from './Icon'

/** Longer texts are for the eyes: nobody listens to a whole list. Characters. */
const LONGEST = 600

/** Says `words` in the language of the app, instead of what is being said. */
export function say(words: string, onEnd?: () => void): void {
  speechSynthesis.cancel()
  const spoken = new SpeechSynthesisUtterance(words.slice(0, LONGEST))
  const found = voiceFor(language.peek())
  if (found) spoken.voice = found
  spoken.lang = found?.lang ?? language.peek()
  if (onEnd) {
    spoken.onend = onEnd
    spoken.onerror = onEnd
  }
  speechSynthesis.speak(spoken)
}

/** A voice of this phone that speaks the language; one that needs no network comes first. */
export function voiceFor(code: string): SpeechSynthesisVoice | undefined {
  const fitting = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(code))
  return fitting.find(({ localService }) => localService) ?? fitting[0]
}

/** Reads the screen, or stops reading it. */
export function ReadScreen() {
  const [reading, setReading] = useState(false)
  useEffect(() => () => speechSynthesis.cancel(), [])
  const toggle = (): void => {
    if (reading) {
      speechSynthesis.cancel()
      setReading(false)
      return
    }
    setReading(true)
    say(screenText(), () => setReading(false))
  }
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={reading}
      aria-label={t(reading ? 'ui.aloud.stop' : 'ui.aloud.read')}
      onClick={toggle}
    >
      <Icon name={reading ? 'mute' : 'sound'} />
    </button>
  )
}

/** What stands on the screen now, as sentences: the heading, then the content without the keys of a pad. */
function screenText(): string {
  const parts = document.querySelectorAll<HTMLElement>('#content h1, #content .screen-body')
  const keys = new Set([...document.querySelectorAll('.pad-key')].map((key) => key.textContent?.trim() ?? ''))
  return [...parts]
    .flatMap((part) => part.innerText.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !keys.has(line))
    .join('. ')
}
