import { recognise } from '../../core/recognise'
import { isPlace, usText } from './us-keys'

/** A quick hand scanner types faster than any person: at most this many milliseconds between two keys. */
export const QUICK = 60
/** A slow one (Bluetooth, a busy phone) takes longer; then what it typed has to be a code of ours as well. */
export const SLOW = 150
const SHORTEST_CODE = 6
const SHORTEST_SLOW_CODE = 8
/** Stands for a key that wrote something else than one character. */
const LOST = '\ufffd'
/** Keys that write nothing: they neither end a burst nor belong to it. */
const SILENT = new Set(['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Unidentified', 'Process'])

/** One key: KeyboardEvent's key, code and shiftKey, and its time in milliseconds. */
export type Stroke = { key: string; code?: string; shift?: boolean; at: number }

/** What a scanner typed, and when its first key came. */
export type Scan = { text: string; since: number }

/**
 * Collects the keys of a hand scanner that acts as a keyboard: a burst that ends in Enter or Tab. Gives what was
 * scanned with the key that ends it. Where the page's keyboard has another layout than the scanner's (Turkish, French,
 * Arabic), the text is read again from the keys' places, as on the American keyboard that scanners pretend to be.
 */
export function wedgeReader(): (stroke: Stroke) => Scan | null {
  let typed = ''
  let placed = ''
  let widest = 0
  let since = 0
  let last = Number.NEGATIVE_INFINITY
  return ({ key, code = '', shift = false, at }) => {
    if (SILENT.has(key)) return null
    const gap = at - last
    if (key === 'Enter' || key === 'Tab') {
      const text = gap <= SLOW ? scanned(typed, placed, Math.max(widest, gap)) : null
      typed = placed = ''
      last = Number.NEGATIVE_INFINITY
      return text === null ? null : { text, since }
    }
    // Where a key writes two letters or only prepares an accent, its place still tells which one it is.
    if (key.length !== 1 && !isPlace(code)) return null
    const goesOn = gap <= SLOW
    if (!goesOn) since = at
    widest = goesOn ? Math.max(widest, gap) : 0
    typed = (goesOn ? typed : '') + (key.length === 1 ? key : LOST)
    placed = (goesOn ? placed : '') + usText(code, shift, key)
    last = at
    return null
  }
}

/** Which of both readings was scanned; null for what a person typed. */
function scanned(typed: string, placed: string, widest: number): string | null {
  const quick = widest <= QUICK
  if (typed.length < (quick ? SHORTEST_CODE : SHORTEST_SLOW_CODE)) return null
  const whole = typed.includes(LOST) ? [placed] : [typed, placed]
  return whole.find((one) => recognise(one).kind !== 'unknown') ?? (quick ? typed : null)
}

/** Listens to a hand scanner anywhere on the page, except while somebody types in a field. Returns how to stop. */
export function listenToWedge(onText: (text: string, since: number) => void): () => void {
  const read = wedgeReader()
  const listen = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return
    if (event.repeat) return
    const { key, code, shiftKey: shift, timeStamp: at } = event
    const scan = read({ key, code, shift, at })
    if (scan === null) return
    event.preventDefault()
    event.stopPropagation()
    onText(scan.text, scan.since)
  }
  addEventListener('keydown', listen, true)
  return () => removeEventListener('keydown', listen, true)
}
