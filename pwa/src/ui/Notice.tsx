import type { ComponentChildren } from 'preact'
import { Button } from './Button'
import { Icon } from './Icon'
import './Notice.css'

export type NoticeProps = {
  kind?: 'info' | 'success' | 'warning' | 'error'
  title: string
  /** What to do next. */
  next?: string
  action?: string
  onAction?: () => void
  children?: ComponentChildren
}

const ICONS = { info: 'info', success: 'check', warning: 'warning', error: 'warning' } as const

/** A message that stays: what is the matter, and the next step. */
export function Notice({ kind = 'info', title, next, action, onAction, children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <Icon name={ICONS[kind]} />
      <div class="notice-words">
        <p class="strong">{title}</p>
        {next && <p>{next}</p>}
        {children}
        {action && (
          <Button look="quiet" fit onClick={onAction}>
            {action}
          </Button>
        )}
      </div>
    </div>
  )
}
