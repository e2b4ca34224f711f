import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from './Icon'
import './Sheet.css'

export type SheetProps = {
  open: boolean
  title: string
  /** Called when the person closes it, also with Escape or a tap beside it. */
  onClose: () => void
  children?: ComponentChildren
}

/** A sheet over the screen, from the bottom on a phone: a native dialog, so focus stays inside and returns. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div class="sheet-inside">
          <header class="sheet-top">
            <h2>{title}</h2>
            <button type="button" class="icon-button" aria-label={t('shell.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}
