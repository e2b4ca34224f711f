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

/** What can be reached with Tab, and what of that is typed into. */
const CONTROL =
  'a[href], button:enabled, input:enabled:not([hidden]), select:enabled, textarea:enabled, summary'
const TYPED = 'textarea, input:not([type=checkbox], [type=radio], [type=file])'

/**
 * A sheet over the screen, from the bottom on a phone: a native dialog, so focus stays inside and returns. It begins
 * in its field where that comes first; else on the way out, after which everything can be read in order.
 */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!open) return dialog.current?.close()
    dialog.current?.showModal()
    firstField(dialog.current)?.focus()
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

/** The field that comes first after the button that closes the sheet, unless something else does. */
function firstField(sheet: HTMLElement | null): HTMLElement | undefined {
  const [, first] = sheet?.querySelectorAll<HTMLElement>(CONTROL) ?? []
  return first?.matches(TYPED) ? first : undefined
}
