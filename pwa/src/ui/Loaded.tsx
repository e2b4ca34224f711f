import type { ComponentChildren } from 'preact'
import { ErrorNotice } from './ErrorNotice'
import type { Trouble } from './error-text'
import { Skeleton } from './Skeleton'

export type LoadedProps<T> = {
  of: { data: T | undefined; error: Trouble | undefined; reload: () => unknown }
  /** What stands there while nothing is known yet; list rows by default. */
  skeleton?: ComponentChildren
  children: (data: T) => ComponentChildren
}

/** Draws a resource: its skeleton first, then the data, and the error with "try again" where there is one. */
export function Loaded<T>({ of: { data, error, reload }, skeleton, children }: LoadedProps<T>) {
  return (
    <>
      {error && <ErrorNotice trouble={error} onAgain={reload} />}
      {data !== undefined ? children(data) : !error && (skeleton ?? <Skeleton shape="rows" />)}
    </>
  )
}
