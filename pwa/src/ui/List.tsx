import type { ComponentChildren } from 'preact'
import { Icon } from './Icon'
import './List.css'

/** A white card with some air in it. `as` a section with a heading when `title` is given. */
export function Card({
  title,
  aside,
  children,
}: {
  title?: string
  aside?: ComponentChildren
  children?: ComponentChildren
}) {
  return (
    <section class="card">
      {(title || aside) && (
        <header class="card-top">
          {title && <h2>{title}</h2>}
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}

/** A list of rows with thin lines between them. */
export function List({ children, label }: { children?: ComponentChildren; label?: string }) {
  return (
    <ul class="list" aria-label={label}>
      {children}
    </ul>
  )
}

export type RowProps = {
  title: ComponentChildren
  /** A softer line under it. */
  text?: ComponentChildren
  /** At the start: a picture, an avatar. */
  start?: ComponentChildren
  /** At the end: an amount, a button. */
  end?: ComponentChildren
  /** Makes the whole row a link. */
  href?: string
  /** Makes the whole row a button. */
  onClick?: () => void
}

/** One row of a List. Names in it stand in `bdi`, whatever their direction. */
export function Row({ title, text, start, end, href, onClick }: RowProps) {
  const inside = (
    <>
      {start && <span class="row-start">{start}</span>}
      <span class="row-words">
        <span class="row-title">
          <bdi>{title}</bdi>
        </span>
        {text && <span class="row-text">{text}</span>}
      </span>
      {end && <span class="row-end">{end}</span>}
      {(href || onClick) && !end && (
        <span class="row-forward">
          <Icon name="forward" size={20} />
        </span>
      )}
    </>
  )
  return (
    <li class="row-item">
      {href ? (
        <a class="row" href={href}>
          {inside}
        </a>
      ) : onClick ? (
        <button type="button" class="row" onClick={onClick}>
          {inside}
        </button>
      ) : (
        <div class="row">{inside}</div>
      )}
    </li>
  )
}
