import { useEffect, useRef, useState } from 'preact/hooks'
import { listenToWedge, QUICK, SLOW } from '../../ui/scanner/wedge'

/** So many in a row are no accident. */
const SURELY = 3
/** A scan is over after this long without a key, milliseconds. */
const QUIET = 250

/**
 * A hand scanner beside the amount pad: both are keyboards. Gives a scanned text to `onText`; `scanning` is true while
 * it types, so that its digits are kept out of the amount, and `onStart` takes back what was typed since it began.
 */
export function useHandScanner(onStart: (since: number) => void, onText: (text: string) => void): boolean {
  const [scanning, setScanning] = useState(false)
  const latest = useRef({ onStart, onText })
  latest.current = { onStart, onText }
  useEffect(
    () =>
      listenToWedge((text, since) => {
        // A slow one was not known for a scanner while it typed.
        latest.current.onStart(since)
        latest.current.onText(text)
      }),
    [],
  )
  useEffect(() => watchBursts((since) => latest.current.onStart(since), setScanning), [])
  return scanning
}

function watchBursts(onStart: (since: number) => void, onChange: (scanning: boolean) => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  let keys = 0
  let since = 0
  let strange = false
  let timer: ReturnType<typeof setTimeout>
  const listen = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.repeat) return
    const gap = event.timeStamp - last
    const goesOn = gap <= (strange ? SLOW : QUICK)
    keys = goesOn ? keys + 1 : 1
    if (!goesOn) [since, strange] = [event.timeStamp, false]
    // Who keys in an amount types no letters: what follows one is a scanner's, however slow it is.
    const began = strange || keys >= SURELY
    strange = strange || !/[0-9.,]/.test(event.key)
    last = event.timeStamp
    if (!strange && keys < SURELY) return
    // The pad listens to the same keys; what is surely a scan does not reach it.
    event.stopPropagation()
    if (!began || keys === SURELY) {
      onStart(since)
      onChange(true)
    }
    clearTimeout(timer)
    timer = setTimeout(() => onChange(false), QUIET)
  }
  addEventListener('keydown', listen, true)
  return () => {
    removeEventListener('keydown', listen, true)
    clearTimeout(timer)
  }
}
