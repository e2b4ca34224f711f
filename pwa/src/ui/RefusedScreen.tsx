import { useEffect } from 'preact/hooks'
import { Button } from './Button'
import { warn } from './chime'
import { errorText, type Trouble } from './error-text'
import { Icon } from './Icon'
import { Screen } from './Screen'
import './Outcome.css'

export type RefusedScreenProps = {
  trouble: Trouble
  /** Instead of the error's own text, where this reader needs another one. */
  words?: { title: string; next: string } | undefined
  /** The next step as a verb. */
  action: string
  onAction: () => void
  second?: string
  onSecond?: () => void
}

/** It did not work: a shape, a sentence, a next step; never only a colour. Nobody has paid anything. */
export function RefusedScreen({ trouble, words, action, onAction, second, onSecond }: RefusedScreenProps) {
  const { title, next } = words ?? errorText(trouble)
  useEffect(warn, [trouble.code])
  const actions = (
    <>
      <Button onClick={onAction}>{action}</Button>
      {second && (
        <Button look="quiet" onClick={onSecond}>
          {second}
        </Button>
      )}
    </>
  )
  return (
    <Screen title={title} quietTitle action={actions}>
      <div class="outcome" role="alert" data-code={trouble.code}>
        <span class="outcome-shape outcome-refused">
          <Icon name="close" size={76} />
        </span>
        <p class="outcome-title">{title}</p>
        {next && <p>{next}</p>}
      </div>
    </Screen>
  )
}
