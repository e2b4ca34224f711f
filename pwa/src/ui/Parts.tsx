import type { ComponentChildren } from 'preact'

/** Short facts in one line with dots between them, each isolated: a name may run the other way. Empty ones are left out. */
export function Parts({ of }: { of: (ComponentChildren | null | undefined | false)[] }) {
  return (
    <>
      {of.filter(Boolean).map((part, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          <bdi class="part">{part}</bdi>
        </span>
      ))}
    </>
  )
}
