import { useEffect, useRef } from 'preact/hooks'
import { latinDigits } from '../core/amounts'
import { t } from '../i18n'
import { announce } from './announce'
import { Icon } from './Icon'
import './AmountPad.css'
import './PinPad.css'

export type PinPadProps = {
  /** What was typed so far; it is never shown. */
  pin: string
  onType: (pin: string) => void
  /** What the digits are for, said above them. */
  label: string
  /** Enter on a keyboard, once there are enough digits. */
  onEnter?: () => void
  /** Why the last one was refused. */
  error?: string | undefined
  frozen?: boolean
}

export const SHORTEST_PIN = 4
export const LONGEST_PIN = 6

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Whether this can be a PIN at all. */
export const isWholePin = (pin: string): boolean => pin.length >= SHORTEST_PIN && pin.length <= LONGEST_PIN

/**
 * A PIN for who stands in front of the screen: dots instead of digits, keys of at least 64 px. A keyboard types too,
 * in digits of any script. The order of the keys never changes, because people remember a PIN by hand.
 */
export function PinPad({ pin, onType, label, onEnter, error, frozen = false }: PinPadProps) {
  const press = (key: string): void => {
    if (frozen) return
    const next = key === 'erase' ? pin.slice(0, -1) : (pin + key).slice(0, LONGEST_PIN)
    if (next === pin) return
    onType(next)
    announce(t('ui.pin.typed', { count: next.length }))
  }
  const pad = useRef<HTMLElement>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isMeant(event, pad.current)) return
      const key = keyOf(event)
      if (event.key === 'Enter' && isWholePin(pin) && !onControl(event)) onEnter?.()
      if (!key) return
      event.preventDefault()
      press(key)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
  return (
    <section ref={pad} class="pin" aria-label={label}>
      <p class="pin-label">{label}</p>
      <p class="pin-dots" role="img" aria-label={t('ui.pin.typed', { count: pin.length })} dir="ltr">
        {Array.from({ length: LONGEST_PIN }, (_, place) => (
          <span key={String(place)} data-filled={place < pin.length} data-needed={place < SHORTEST_PIN} />
        ))}
      </p>
      <p class="pin-error" role="alert">
        {error}
      </p>
      <div class="pad-keys" dir="ltr">
        {DIGITS.map((digit) => (
          <Key key={digit} name={digit} onPress={press} />
        ))}
        <span />
        <Key name="0" onPress={press} />
        <Key name="erase" label={t('ui.pad.erase')} onPress={press} />
      </div>
    </section>
  )
}

function Key({ name, label, onPress }: { name: string; label?: string; onPress: (key: string) => void }) {
  return (
    <button type="button" class="pad-key" aria-label={label} onClick={() => onPress(name)}>
      {name === 'erase' ? <Icon name="erase" size={28} /> : name}
    </button>
  )
}

/** Where Enter means something else already. */
const onControl = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('button, a') !== null

/** Whether a key is for this pad: not for a field, and not for a sheet before or behind it. */
function isMeant({ target, ctrlKey, metaKey, altKey }: KeyboardEvent, pad: HTMLElement | null): boolean {
  if (ctrlKey || metaKey || altKey || !(target instanceof Element)) return false
  if (target.closest('input, textarea, select')) return false
  const open = document.querySelector('dialog[open]')
  return !open || open === pad?.closest('dialog')
}

/** The pad's key for a key of the keyboard. */
function keyOf({ key }: KeyboardEvent): string | null {
  const digit = latinDigits(key)
  if (/^[0-9]$/.test(digit)) return digit
  return key === 'Backspace' ? 'erase' : null
}
