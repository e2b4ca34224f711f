import { Button } from './Button'
import { Emblem, type Motif } from './Coin'
import './EmptyState.css'

export type EmptyStateProps = {
  /** Which line drawing of the neighbourhood stands above the words. */
  picture: Motif
  text: string
  /** The one thing to do now, a verb; with `href` or `onAction`. */
  action?: string
  href?: string
  onAction?: () => void
}

/** A list without anything in it says what to do. */
export function EmptyState({ picture, text, action, href, onAction }: EmptyStateProps) {
  return (
    <div class="empty">
      <Emblem motif={picture} />
      <p>{text}</p>
      {action && (
        <Button look="quiet" fit href={href} onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}
