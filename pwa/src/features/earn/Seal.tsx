import type { ComponentChildren } from 'preact'
import { Icon } from '../../ui/Icon'

/** Says that a code was checked, with a sign that is more than a colour. */
export function Seal({ children }: { children: ComponentChildren }) {
  return (
    <p class="seal">
      <span class="seal-sign">
        <Icon name="check" size={20} />
      </span>
      <span>{children}</span>
    </p>
  )
}
