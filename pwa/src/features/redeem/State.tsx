import { Icon, type IconName } from '../../ui/Icon'

const ICONS: Record<string, IconName> = {
  paid: 'check',
  done: 'check',
  returned: 'warning',
  unmatched: 'warning',
  released: 'forward',
  cancelled: 'close',
  dissolved: 'close',
}

/** How far something is: a shape and a word, never a colour alone. */
export function State({ state, words }: { state: string; words: string }) {
  return (
    <span class={`redeem-state redeem-state-${state}`}>
      <Icon name={ICONS[state] ?? 'clock'} size={16} />
      <span>{words}</span>
    </span>
  )
}
