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
  /** Minor units. */
  amount: number
  unit: Unit
  /** What happens next. */
  text: string
  onDone: () => void
  doneLabel: string
}

/**
 * Accepted, not yet booked: a promise between two phones without a network. Its own colour, shape and words on both
 * sides, so that nobody takes it for paid.
 */
export function KeptScreen({ amount, unit, text, onDone, doneLabel }: KeptScreenProps) {
  const title = t('ui.kept.title')
  useEffect(() => announce(`${formatCoins(amount, unit)}. ${title}`), [])
  return (
    <div class="kept">
      <Screen title={title} quietTitle action={<Button onClick={onDone}>{doneLabel}</Button>}>
        <div class="kept-middle" role="status">
          <span class="kept-shape">
            <Icon name="queue" size={64} />
          </span>
          <Amount value={amount} unit={unit} />
          <p class="kept-title">{title}</p>
          <p>{text}</p>
        </div>
      </Screen>
    </div>
  )
}
