import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type MessageKey, t } from '../i18n'
import { announce } from './announce'
import { Button } from './Button'
import { Field } from './Field'
import { Icon } from './Icon'
import { Notice } from './Notice'
import { acceptFrames } from './scanner/frames'
import { makeReading } from './scanner/reading'
import { type CameraControls, useCamera } from './scanner/use-camera'
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

/** The camera that reads codes, with a typed code and a hand scanner as the other ways in. */
export function QrScanner({ onText, paused = false, typed = true, hint, placeholder }: QrScannerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ onText, paused })
  latest.current = { onText, paused }
  const reading = useMemo(() => {
    const handle = (text: string): unknown => {
      announce(t('ui.scanner.reading'))
      return latest.current.onText(text)
    }
    return makeReading(handle, () => latest.current.paused)
  }, [])
  useEffect(() => acceptFrames((text) => reading.offer(text)), [reading])
  useEffect(() => listenToWedge((text) => reading.insist(text)), [reading])
  const camera = useCamera(video, reading.busy, (text) => reading.offer(text))
  return (
    <div class="scanner">
      <div class="scanner-frame" data-state={camera.state}>
        <video ref={video} class="scanner-video" muted playsInline aria-label={t('ui.scanner.label')} />
        {camera.state === 'live' && <div class="scanner-corners" aria-hidden="true" />}
        {camera.state === 'starting' && <p class="scanner-words">{t('ui.scanner.starting')}</p>}
        <Controls camera={camera} />
      </div>
      <Trouble camera={camera} />
      {camera.state === 'live' && <p class="centre soft">{hint ?? t('ui.scanner.hint')}</p>}
      {typed && <TypedCode placeholder={placeholder} onCode={(text) => reading.insist(text)} />}
    </div>
  )
}

function Controls({ camera: { torch, several, toggleTorch, turn } }: { camera: CameraControls }) {
  return (
    <div class="scanner-controls">
      {torch !== undefined && (
        <button
          type="button"
          class="scanner-control"
          aria-pressed={torch}
          aria-label={torch ? t('ui.scanner.torchOff') : t('ui.scanner.torchOn')}
          onClick={toggleTorch}
        >
          <Icon name="torch" />
        </button>
      )}
      {several && (
        <button type="button" class="scanner-control" aria-label={t('ui.scanner.turn')} onClick={turn}>
          <Icon name="turn" />
        </button>
      )}
    </div>
  )
}

/** What is the matter with the camera, and what to do about it. */
function Trouble({ camera: { state, reopen } }: { camera: CameraControls }) {
  if (state === 'starting' || state === 'live') return null
  const key = `ui.scanner.${state}` as const
  const next: MessageKey = `${key}Next`
  return (
    <Notice kind="warning" title={t(key)} next={t(next)} action={t('ui.scanner.again')} onAction={reopen} />
  )
}

function TypedCode({
  placeholder,
  onCode,
}: {
  placeholder?: string | undefined
  onCode: (text: string) => void
}) {
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (open) form.current?.querySelector('input')?.focus()
  }, [open])
  if (!open)
    return (
      <Button look="quiet" icon="keyboard" onClick={() => setOpen(true)}>
        {t('ui.scanner.type')}
      </Button>
    )
  const use = (event: Event): void => {
    event.preventDefault()
    if (code.trim()) onCode(code.trim())
  }
  return (
    <form ref={form} class="scanner-typed" onSubmit={use}>
      <Field
        label={t('ui.scanner.typedLabel')}
        hint={placeholder}
        value={code}
        onInput={setCode}
        autoComplete="off"
        code
      />
      <Button type="submit">{t('ui.scanner.typedUse')}</Button>
    </form>
  )
}
