import { useEffect, useMemo, useRef } from 'preact/hooks'
import { type MessageKey, t } from '../i18n'
import { announce } from './announce'
import { browserFamily } from './browser-family'
import { allowSound, tick } from './chime'
import { Notice } from './Notice'
import { ScannerControls, usePinch } from './ScannerControls'
import { PictureWay, TypedCode } from './ScannerOtherWays'
import { acceptFrames } from './scanner/frames'
import { makeReading } from './scanner/reading'
import { type CameraControls, useCamera } from './scanner/use-camera'
import { usePictures } from './scanner/use-pictures'
import { listenToWedge } from './scanner/wedge'
import './QrScanner.css'

export { feedFrame, scannerIsOpen } from './scanner/frames'

export type QrScannerProps = {
  /** Gets every code that is read, one at a time: when it answers a promise, nothing is read until that settles. */
  onText: (text: string) => unknown
  /** Keeps the picture but reads nothing. */
  paused?: boolean
  /** `false` leaves out the button for a typed code. */
  typed?: boolean
  /** One sentence under the frame. */
  hint?: string
  /** Example of a typed code. */
  placeholder?: string
}

/** The camera that reads codes; a typed code, a hand scanner and a picture are the other ways in. */
export function QrScanner({ onText, paused = false, typed = true, hint, placeholder }: QrScannerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ onText, paused })
  latest.current = { onText, paused }
  const reading = useMemo(() => {
    const handle = (text: string): unknown => {
      announce(t('ui.scanner.reading'))
      tick()
      return latest.current.onText(text)
    }
    return makeReading(handle, () => latest.current.paused)
  }, [])
  useEffect(() => acceptFrames((text) => reading.offer(text)), [reading])
  useEffect(() => listenToWedge((text) => reading.insist(text)), [reading])
  useEffect(allowSound, [])
  const camera = useCamera(video, reading.busy, (text) => reading.offer(text))
  const pictures = usePictures((text) => reading.insist(text))
  const pinch = usePinch(camera)
  return (
    <div class="scanner">
      <div
        class="scanner-frame"
        data-state={camera.state}
        data-drop={pictures.over || undefined}
        {...pinch}
        {...pictures.drop}
      >
        <video ref={video} class="scanner-video" muted playsInline aria-label={t('ui.scanner.label')} />
        {camera.state === 'live' && <div class="scanner-corners" aria-hidden="true" />}
        {camera.state === 'starting' && <p class="scanner-words">{t('ui.scanner.starting')}</p>}
        {pictures.over && <p class="scanner-words scanner-drop">{t('ui.scanner.drop')}</p>}
        <ScannerControls camera={camera} />
      </div>
      <Trouble camera={camera} />
      {camera.state === 'live' && <p class="centre soft">{hint ?? t('ui.scanner.hint')}</p>}
      {typed && <TypedCode placeholder={placeholder} onCode={(text) => reading.insist(text)} />}
      <PictureWay state={pictures.state} onPicture={pictures.read} />
    </div>
  )
}

/** What is the matter with the camera, and what to do about it. */
function Trouble({ camera: { state, reopen } }: { camera: CameraControls }) {
  if (state === 'starting' || state === 'live') return null
  const next: MessageKey =
    state === 'refused' ? `ui.scanner.refusedHow.${browserFamily()}` : `ui.scanner.${state}Next`
  return (
    <Notice
      kind="warning"
      title={t(`ui.scanner.${state}`)}
      next={t(next)}
      action={t('ui.scanner.again')}
      onAction={reopen}
    />
  )
}
