import { useMemo } from 'preact/hooks'
import { t } from '../i18n'
import { drawQr } from './qr'
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

const QUIET = 4

/** A QR code as one crisp path, black on white in dark mode too, with the quiet zone of four squares around it. */
export function QrCode({ text, level = 'M', mode = 'alphanumeric', label }: QrCodeProps) {
  const { size, path } = useMemo(() => drawQr(text, level, mode), [text, level, mode])
  const box = size + 2 * QUIET
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label ?? t('ui.qr.label')}
      data-text={text}
      viewBox={`${-QUIET} ${-QUIET} ${box} ${box}`}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
