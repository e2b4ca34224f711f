import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from './Icon'
import { goBack, steps } from './router'
import { voice } from './voice'
import './Screen.css'

export type ScreenFrameProps = {
  /** The heading and the document's title. */
  title: string
  /** Where "back" leads when the app was opened on this screen; without it there is no back button. */
  back?: string
  /** Keeps the heading for screen readers only, where an amount says it all. */
  quietTitle?: boolean
  /** Small things at the far end of the top row, for instance a filter button. */
  aside?: ComponentChildren
  /** The one action, kept at the bottom of the screen. */
  action?: ComponentChildren
  /** Up to three columns on a laptop, instead of one narrow one. */
  wide?: boolean
  /** Green ground, for the payment code. */
  deep?: boolean
  children?: ComponentChildren
}

/** The frame of every screen: heading, content, one action. Takes the focus to the heading on arrival. */
export function Screen({ title, back, quietTitle, aside, action, wide, deep, children }: ScreenFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (steps.peek() > 0 && !document.querySelector('dialog[open]')) heading.current?.focus()
  }, [])
  useEffect(() => {
    document.title = title ? `${title} · ${t('shell.app')}` : t('shell.app')
  }, [title])
  const Read = voice.value?.ReadScreen
  const top = back || aside || Read
  const look = ['screen', wide && 'screen-wide', deep && 'screen-deep'].filter(Boolean).join(' ')
  return (
    <div class={look}>
      <header class={quietTitle && !top ? 'screen-top screen-top-quiet' : 'screen-top'}>
        {back && (
          <button type="button" class="screen-back" onClick={() => goBack(back)}>
            <Icon name="back" />
            <span>{t('shell.back')}</span>
          </button>
        )}
        <h1 ref={heading} tabIndex={-1} class={quietTitle ? 'seen-by-ear' : 'screen-title'}>
          {title}
        </h1>
        {(aside || Read) && (
          <div class="screen-aside">
            {aside}
            {Read && <Read />}
          </div>
        )}
      </header>
      <div class="screen-body">{children}</div>
      {action && <div class="screen-action">{action}</div>}
    </div>
  )
}
