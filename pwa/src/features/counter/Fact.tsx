import type { ComponentChildren } from 'preact'

/** One line of a receipt; nothing when there is nothing to say. */
export function Fact({ label, children }: { label: string; children?: ComponentChildren }) {
  if (!children) return null
  return (
    <div class="fact">
      <dt class="soft">{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}
