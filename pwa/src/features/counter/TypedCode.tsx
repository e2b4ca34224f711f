import { useState } from 'preact/hooks'
import { simplifyTyped } from '../../core/text-code'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'

type Props = {
  open: boolean
  amount: number
  unit: Unit
  hint: string
  onCode: (code: string) => void
  onClose: () => void
}

const DIGITS = 8

/** The eight digits that the customer reads out, where no camera helps. */
export function TypedCode({ open, ...form }: Props) {
  return (
    <Sheet open={open} title={t('counter.code.title')} onClose={form.onClose}>
      {open && <Form {...form} />}
    </Sheet>
  )
}

function Form({ amount, unit, hint, onCode }: Omit<Props, 'open'>) {
  const [typed, setTyped] = useState('')
  const digits = simplifyTyped(typed)
  const whole = digits.length === DIGITS
  // A card's number has letters, which the keyboard for digits does not have.
  const [letters, setLetters] = useState(false)
  const use = (event: Event): void => {
    event.preventDefault()
    if (whole || digits.length > DIGITS) onCode(typed)
  }
  return (
    <form class="stack" onSubmit={use}>
      <Field
        label={t('counter.code.label')}
        hint={t('counter.code.hint')}
        value={typed}
        onInput={setTyped}
        inputMode={letters ? 'text' : 'numeric'}
        autoComplete="off"
        error={hint}
        code
      />
      {!letters && (
        <Button look="plain" icon="keyboard" onClick={() => setLetters(true)}>
          {t('counter.card.letters')}
        </Button>
      )}
      <Button type="submit" disabled={digits.length < DIGITS}>
        {t('counter.code.take', { amount: formatCoins(amount, unit) })}
      </Button>
    </form>
  )
}
