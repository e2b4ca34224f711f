import { Button } from './Button'
import { ErrorNotice } from './ErrorNotice'
import type { Trouble } from './error-text'
import { Sheet } from './Sheet'

export type ConfirmProps = {
  open: boolean
  title: string
  /** What will happen, in one or two sentences. */
  text: string
  /** The verb. */
  action: string
  busy?: boolean
  trouble?: Trouble | undefined
  /** For something that only adds or opens. */
  harmless?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks once more before something that cannot be undone. */
export function Confirm({
  open,
  title,
  text,
  action,
  busy,
  trouble,
  harmless,
  onConfirm,
  onClose,
}: ConfirmProps) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <p>{text}</p>
      {trouble && <ErrorNotice trouble={trouble} />}
      <Button look={harmless ? 'filled' : 'danger'} busy={busy} onClick={onConfirm}>
        {action}
      </Button>
    </Sheet>
  )
}
