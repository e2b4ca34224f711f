import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n'
import './Countdown.css'

export type CountdownProps = {
  /** When it is over and when it began, Unix milliseconds by this device's clock. */
  until: number
  from: number
  /** The sentence under the bar; whole seconds are given. Default: "Nog 18 seconden". */
  words?: (seconds: number) => string
  onOver?: () => void
}

/** A bar that runs empty, with the seconds in words. It is not read aloud every second. */
export function Countdown({ until, from, words, onOver }: CountdownProps) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const tick = (): void => {
      setNow(Date.now())
      if (Date.now() >= until) {
        clearInterval(timer)
        onOver?.()
      }
    }
    const timer = setInterval(tick, 250)
    tick()
    return () => clearInterval(timer)
  }, [until])
  const part = Math.min(1, Math.max(0, (until - now) / (until - from)))
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  return (
    <div class="countdown" role="timer" aria-live="off">
      <div class="countdown-bar">
        <div class="countdown-left" style={{ inlineSize: `${part * 100}%` }} />
      </div>
      <p>{words ? words(seconds) : t('ui.countdown', { seconds })}</p>
    </div>
  )
}
