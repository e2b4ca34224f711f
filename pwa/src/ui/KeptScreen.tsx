import { useEffect } from 'preact/hooks'
import { t } from '../i18n'
import { Amount } from './Amount'
import { announce } from './announce'
import { Button } from './Button'
import { Icon } from './Icon'
import { formatCoins, type Unit } from './money'
import { Screen } from './Screen'
import './KeptScreen.css'

export type KeptScreenProps = {
  /** Minor units, where they are known. */
  amount?: number
  unit: Unit | undefined
  /** Instead of "accepted, not yet booked". */
  title?: string
  /** What happens next. */
  text: string
  onDone: () => void
  doneLabel: string
}

/**
 * Accepted, not yet booked: a promise between two phones without a network. Its own colour, shape and words on both
 * sides, so that nobody takes it for paid.
 */
export function KeptScreen({ amount, unit, title, text, onDone, doneLabel }: KeptScreenProps) {
  const said = title ?? t('ui.kept.title')
  const known = amount !== undefined && unit !== undefined
  useEffect(() => announce(known ? `${formatCoins(amount, unit)}. ${said}` : said), [])
  return (
    <div class="kept">
      <Screen title={said} quietTitle action={<Button onClick={onDone}>{doneLabel}</Button>}>
        <div class="kept-middle" role="status">
          <span class="kept-shape">
            <Icon name="queue" size={64} />
          </span>
          {known && <Amount value={amount} unit={unit} />}
          <p class="kept-title">{said}</p>
          <p>{text}</p>
        </div>
      </Screen>
    </div>
  )
}
