import type { ComponentChildren } from 'preact'
import { t } from '../i18n'
import { Amount } from './Amount'
import { Button } from './Button'
import { Countdown } from './Countdown'
import { Icon } from './Icon'
import type { Unit } from './money'
import { Screen } from './Screen'
import './Outcome.css'

export type WaitingScreenProps = {
  title: string
  text?: string
  /** How long there is to wait, Unix milliseconds. */
  from?: number
  until?: number
  onOver?: () => void
  amount?: number
  unit?: Unit
  onCancel?: () => void
  cancelLabel?: string
  children?: ComponentChildren
}

/** Somebody else has to do something first, for instance confirm on their own phone. */
export function WaitingScreen(props: WaitingScreenProps) {
  const { title, text, from, until, onOver, amount, unit, onCancel, cancelLabel, children } = props
  const cancel = onCancel && (
    <Button look="quiet" onClick={onCancel}>
      {cancelLabel ?? t('shell.cancel')}
    </Button>
  )
  return (
    <Screen title={title} quietTitle action={cancel}>
      <div class="outcome" role="status">
        <span class="outcome-shape outcome-waiting">
          <Icon name="queue" size={76} />
        </span>
        {amount !== undefined && unit && <Amount value={amount} unit={unit} />}
        <p class="outcome-title">{title}</p>
        {text && <p>{text}</p>}
        {from !== undefined && until !== undefined && <Countdown from={from} until={until} onOver={onOver} />}
        {children}
      </div>
    </Screen>
  )
}
