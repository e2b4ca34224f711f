import type { ComponentChildren, TargetedMouseEvent } from 'preact'
import { Icon, type IconName } from './Icon'
import './Button.css'

export type ButtonProps = {
  /** Filled is the one action of a screen; quiet stands beside it; danger takes something away. */
  look?: 'filled' | 'quiet' | 'danger' | 'plain'
  /** Shows that it is working and ignores further taps. */
  busy?: boolean
  disabled?: boolean
  type?: 'button' | 'submit'
  /** Makes it a link that looks like a button. */
  href?: string
  icon?: IconName
  /** As wide as its words, instead of as wide as its column. */
  fit?: boolean
  /** Needed when there are no words in it. */
  label?: string
  onClick?: (event: TargetedMouseEvent<HTMLElement>) => void
  children?: ComponentChildren
}

/** A button at least 48 px high, with a verb on it. */
export function Button({
  look = 'filled',
  busy,
  type = 'button',
  href,
  icon,
  fit,
  label,
  ...rest
}: ButtonProps) {
  const { children, disabled, onClick } = rest
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </>
  )
  const shape = `button button-${look}${fit ? ' button-fit' : ''}`
  if (href !== undefined)
    return (
      <a class={shape} href={href} aria-label={label} onClick={onClick}>
        {inside}
      </a>
    )
  return (
    <button
      class={shape}
      type={type}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-label={label}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {inside}
    </button>
  )
}
