import { useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from './Icon'
import { sound } from './preferences'
import type { CameraControls } from './scanner/use-camera'

/** What can be done about the picture: light, closer, another camera; and whether reading makes a sound. */
export function ScannerControls({ camera }: { camera: CameraControls }) {
  const { torch, several, toggleTorch, turn } = camera
  const quiet = sound.value === 'off'
  return (
    <>
      <div class="scanner-controls scanner-controls-top">
        <button
          type="button"
          class="scanner-control"
          aria-label={quiet ? t('ui.scanner.soundOn') : t('ui.scanner.soundOff')}
          onClick={() => {
            sound.value = quiet ? 'on' : 'off'
          }}
        >
          <Icon name={quiet ? 'mute' : 'sound'} />
        </button>
      </div>
      <div class="scanner-controls">
        {torch === undefined ? (
          <span />
        ) : (
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
        <ZoomSlider camera={camera} />
        {several && (
          <button type="button" class="scanner-control" aria-label={t('ui.scanner.turn')} onClick={turn}>
            <Icon name="turn" />
          </button>
        )}
      </div>
    </>
  )
}

function ZoomSlider({ camera: { zoom, zoomTo } }: { camera: CameraControls }) {
  if (!zoom) return null
  return (
    <input
      type="range"
      class="scanner-zoom"
      aria-label={t('ui.scanner.zoom')}
      aria-valuetext={`${(zoom.value / zoom.min).toFixed(1)}x`}
      min={zoom.min}
      max={zoom.max}
      step={zoom.step}
      value={zoom.value}
      onInput={(event) => zoomTo(Number(event.currentTarget.value))}
    />
  )
}

type Point = { x: number; y: number }

/** Two fingers apart: closer. Gives the handlers of the element that they move on. */
export function usePinch({ zoom, zoomTo }: CameraControls) {
  const fingers = useRef(new Map<number, Point>())
  const start = useRef<{ apart: number; value: number }>(null)
  const end = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId)
    start.current = null
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      const apart = distance([...fingers.current.values()])
      start.current = apart && zoom ? { apart, value: zoom.value } : null
    },
    onPointerMove: (event: PointerEvent) => {
      if (!fingers.current.has(event.pointerId)) return
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      const apart = distance([...fingers.current.values()])
      if (apart && start.current) zoomTo((start.current.value * apart) / start.current.apart)
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: end,
  }
}

function distance([one, other]: Point[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
}
