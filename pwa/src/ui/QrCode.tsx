import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n'
import './QrCode.css'

export type QrCodeProps = {
  text: string
  /** Error correction; M for what a screen shows. */
  level?: 'L' | 'M' | 'Q' | 'H'
  /** Alphanumeric refuses texts with other characters than QR's 45; auto chooses. */
  mode?: 'alphanumeric' | 'auto'
  /** What a screen reader says instead. */
  label?: string
}

type Drawn = { text: string; size: number; path: string }

const QUIET = 4
/** Fetched with the screen, not only once there is something to draw. */
const drawing = import('./qr')
// Whoever draws meets the failure.
drawing.catch(() => undefined)

/** A QR code as one crisp path, black on white in dark mode too, with the quiet zone of four squares around it. */
export function QrCode({ text, level = 'M', mode = 'alphanumeric', label }: QrCodeProps) {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    let current = true
    void drawing.then(({ drawQr }) => {
      if (current) setDrawn({ text, ...drawQr(text, level, mode) })
    })
    return () => {
      current = false
    }
  }, [text, level, mode])
  const box = (drawn?.size ?? 41) + 2 * QUIET
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label ?? t('ui.qr.label')}
      data-text={drawn?.text}
      viewBox={`${-QUIET} ${-QUIET} ${box} ${box}`}
      shape-rendering="crispEdges"
    >
      {drawn && <path d={drawn.path} fill="#000" />}
    </svg>
  )
}
