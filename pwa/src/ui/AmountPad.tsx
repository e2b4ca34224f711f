import { useEffect } from 'preact/hooks'
import { decimalSign } from '../core/amounts'
import { language, t } from '../i18n'
import { addKey, type PadKey, padValue } from './amount-keys'
import { Icon } from './Icon'
import { type Unit, unitOf } from './money'
import './Amount.css'
import './AmountPad.css'

export type AmountPadProps = {
  unit: Unit
  /** What was typed so far, as plain digits with a dot: keep it in the screen's state, start with ''. */
  typed: string
  /** The new typed text and its worth in minor units (0 while nothing is typed). */
  onType: (typed: string, minor: number) => void
  /** Highest amount that can be typed, minor units. */
  max?: number
  /** Enter on a keyboard. */
  onEnter?: () => void
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const DEFAULT_MAX = 2_147_483_647

/** Digits for one thumb, keys of at least 64 px, above them the amount so far. A keyboard types too. */
export function AmountPad({ unit, typed, onType, max = DEFAULT_MAX, onEnter }: AmountPadProps) {
  const press = (key: PadKey): void => {
    const next = addKey(typed, key, unit.decimals, max)
    onType(next, padValue(next, unit.decimals))
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const key = padKeyOf(event)
      if (event.key === 'Enter' && onEnter && event.target === document.body) onEnter()
      if (!key) return
      event.preventDefault()
      press(key)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
  const minor = padValue(typed, unit.decimals)
  const comma = decimalSign(language.value)
  return (
    <section class="pad" aria-label={t('ui.pad.label')}>
      <output class="pad-amount" aria-live="polite">
        <span class="pad-digits" dir="ltr" style={{ '--digits': typed.length }}>
          {typed === '' ? '0' : typed.replace('.', comma)}
        </span>
        <span class="soft">{unitOf(minor, unit)}</span>
      </output>
      <div class="pad-keys" dir="ltr">
        {DIGITS.map((digit) => (
          <Key key={digit} name={digit} onPress={press} />
        ))}
        {unit.decimals > 0 ? (
          <Key name="." label={t('ui.pad.decimal')} face={comma} onPress={press} />
        ) : (
          <span />
        )}
        <Key name="0" onPress={press} />
        <Key name="erase" label={t('ui.pad.erase')} onPress={press} />
      </div>
    </section>
  )
}

type KeyProps = { name: PadKey; label?: string; face?: string; onPress: (key: PadKey) => void }

function Key({ name, label, face, onPress }: KeyProps) {
  return (
    <button type="button" class="pad-key" aria-label={label} onClick={() => onPress(name)}>
      {name === 'erase' ? <Icon name="erase" size={28} /> : (face ?? name)}
    </button>
  )
}

/** The pad's key for a key of the keyboard; none while somebody types in a field or holds a modifier. */
function padKeyOf(event: KeyboardEvent): PadKey | null {
  const busy = event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
  if (busy || event.ctrlKey || event.metaKey || event.altKey) return null
  if (/^[0-9]$/.test(event.key)) return event.key as PadKey
  if (event.key === ',' || event.key === '.') return '.'
  return event.key === 'Backspace' ? 'erase' : null
}
