import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { announce } from './announce'
import { celebrate } from './chime'
import { Icon } from './Icon'
import { formatCoins, formatDigits, type Unit, unitOf } from './money'
import { PAID_COLOURS } from './paid-colours'
import { sound } from './preferences'
import { loadWordPictures, WordPicture } from './WordPicture'
import { wordName } from './words'
import './Amount.css'
import './PaidScreen.css'

// After what is on its way to the screen now.
setTimeout(loadWordPictures, 1000)

export type PaidScreenProps = {
  /** Minor units. */
  amount: number
  unit: Unit
  /** 0..11 and 0..23, from the payment's id: the same on both phones. */
  colour: number
  word: number
  /** Who looks at it: the payer reads "paid", the shop "received". */
  side: 'payer' | 'shop'
  /** The other party's name. */
  name?: string
  /** Says on whose screen the same word stands, when that is neither a shop nor a customer. */
  sameWord?: string | undefined
  onDone: () => void
  /** The verb on the button, e.g. "Volgende klant"; default "Klaar". */
  doneLabel?: string
  /** Where the colour spreads from, in page pixels; the middle of the lower half by default. */
  origin?: { x: number; y: number }
}

/** Fills the screen with the payment's colour, the amount, and the word that stands on both phones. */
export function PaidScreen({
  amount,
  unit,
  colour,
  word,
  side,
  name,
  sameWord,
  onDone,
  doneLabel,
  origin,
}: PaidScreenProps) {
  const screen = useRef<HTMLDivElement>(null)
  const look = PAID_COLOURS[colour % PAID_COLOURS.length] ?? PAID_COLOURS[0]
  const done = side === 'payer' ? t('ui.paid.paid') : t('ui.paid.received')
  const digits = formatDigits(amount, unit)
  const said = t(`words.${wordName(word)}`)
  useEffect(() => {
    celebrate()
    announce(`${formatCoins(amount, unit)} ${done}. ${said}`)
    screen.current?.querySelector<HTMLElement>('h1')?.focus()
  }, [])
  const from = origin ?? { x: innerWidth / 2, y: innerHeight * 0.75 }
  return (
    <div
      ref={screen}
      class="paid"
      style={{
        '--paid-ground': look.ground,
        '--paid-text': look.text,
        '--paid-x': `${from.x}px`,
        '--paid-y': `${from.y}px`,
      }}
    >
      <MuteButton />
      <div class="paid-middle">
        <span class="paid-check">
          <Icon name="check" size={80} />
        </span>
        <h1 tabIndex={-1} class="paid-title">
          <span class="paid-amount" dir="ltr" style={{ '--digits': digits.length }}>
            {digits}
          </span>
          <span>
            <span class="seen-by-ear">{unitOf(amount, unit)} </span>
            {done}
          </span>
        </h1>
        {name && <bdi class="paid-name">{name}</bdi>}
        <div class="paid-word">
          <WordPicture name={wordName(word)} size={72} />
          <strong>{said}</strong>
        </div>
        <p>{sameWord ?? (side === 'payer' ? t('ui.paid.sameWordShop') : t('ui.paid.sameWordPayer'))}</p>
      </div>
      <button type="button" class="paid-done" onClick={onDone}>
        {doneLabel ?? t('ui.paid.done')}
      </button>
    </div>
  )
}

function MuteButton() {
  const on = sound.value === 'on'
  return (
    <button
      type="button"
      class="paid-mute"
      aria-pressed={on}
      aria-label={on ? t('ui.paid.soundOff') : t('ui.paid.soundOn')}
      onClick={() => {
        sound.value = on ? 'off' : 'on'
      }}
    >
      <Icon name={on ? 'sound' : 'mute'} />
    </button>
  )
}
