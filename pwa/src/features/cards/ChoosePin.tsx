import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { isWholePin, PinPad } from '../../ui/PinPad'

type Props = {
  /** Whose PIN it is, when somebody else holds the screen: it is handed over first. */
  name?: string
  busy: boolean
  /** Why the server refused the last one; the choice then begins anew. */
  error?: string | undefined
  onChosen: (pin: string) => void
}

type Step = { at: 'hand' } | { at: 'choose' } | { at: 'again'; first: string }

/** A new PIN, typed twice by who will use it. */
export function ChoosePin({ name, busy, error, onChosen }: Props) {
  const [step, setStep] = useState<Step>({ at: name ? 'hand' : 'choose' })
  const [pin, setPin] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const begin = (words?: string): void => {
    setTrouble(words)
    setPin('')
    setStep({ at: 'choose' })
  }
  useEffect(() => {
    if (error) begin(error)
  }, [error])
  const go = (): void => {
    if (!isWholePin(pin) || busy) return
    if (step.at === 'choose') {
      setStep({ at: 'again', first: pin })
      setPin('')
      setTrouble(undefined)
    } else if (step.at === 'again') {
      if (step.first === pin) onChosen(pin)
      else begin(t('cards.pin.differs'))
    }
  }
  if (step.at === 'hand')
    return (
      <div class="cards-hand">
        <p class="cards-hand-who">{t('cards.pin.holder', { name: name ?? '' })}</p>
        <p class="soft">{t('cards.pin.why')}</p>
        <Button onClick={() => begin()}>{t('cards.pin.next')}</Button>
      </div>
    )
  return (
    <div class="stack">
      <PinPad
        pin={pin}
        onType={setPin}
        label={t(step.at === 'choose' ? 'cards.pin.choose' : 'cards.pin.again')}
        error={trouble}
        frozen={busy}
        onEnter={go}
      />
      <Button busy={busy} disabled={!isWholePin(pin)} onClick={go}>
        {t('cards.pin.next')}
      </Button>
    </div>
  )
}
