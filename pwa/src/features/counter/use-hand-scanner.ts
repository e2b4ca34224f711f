import { useEffect, useRef, useState } from 'preact/hooks'
import { listenToWedge } from '../../ui/scanner/wedge'

/** Keys closer together than this come from a machine, milliseconds. */
const MACHINE = 60
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
  useEffect(() => listenToWedge((text) => latest.current.onText(text)), [])
  useEffect(() => watchBursts((since) => latest.current.onStart(since), setScanning), [])
  return scanning
}

function watchBursts(onStart: (since: number) => void, onChange: (scanning: boolean) => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  let keys = 0
  let since = 0
  let timer: ReturnType<typeof setTimeout>
  const listen = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.repeat) return
    keys = event.timeStamp - last <= MACHINE ? keys + 1 : 1
    if (keys === 1) since = event.timeStamp
    last = event.timeStamp
    if (keys < SURELY) return
    // The pad listens to the same keys; what is surely a scan does not reach it.
    event.stopPropagation()
    if (keys === SURELY) {
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
