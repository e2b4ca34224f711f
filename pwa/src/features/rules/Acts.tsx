import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import type { ActDraft } from './draft'
import type { OneProps } from './RuleFields'

type Props = OneProps & { acts: ActDraft[] }

const EMPTY: ActDraft = { name: '', amount: '', minutes: '' }

/** The list of rewarded acts: what it is, what it earns, and how long it usually takes. */
export function Acts({ label, acts, unit, error, onType }: Props) {
  const write = (place: number, changes: Partial<ActDraft>): void =>
    onType(acts.map((act, index) => (index === place ? { ...act, ...changes } : act)))
  return (
    <fieldset class="rule-part">
      <legend>{label}</legend>
      <ol class="rule-act-list">
        {acts.map((act, place) => (
          <li key={place} class="rule-act">
            <Field
              label={t('rules.act.name')}
              value={act.name}
              maxLength={80}
              onInput={(name) => write(place, { name })}
            />
            <Field
              label={t('rules.act.amount', { unit: unit.plural })}
              inputMode="decimal"
              value={act.amount}
              onInput={(amount) => write(place, { amount })}
            />
            <Field
              label={t('rules.act.minutes')}
              optional
              inputMode="numeric"
              value={act.minutes}
              onInput={(minutes) => write(place, { minutes })}
            />
            <Button
              look="plain"
              icon="trash"
              fit
              label={t('rules.takeOut', { name: act.name })}
              onClick={() => onType(acts.filter((_, index) => index !== place))}
            />
          </li>
        ))}
      </ol>
      {error && <p class="field-error">{error}</p>}
      <Button look="quiet" icon="plus" fit onClick={() => onType([...acts, EMPTY])}>
        {t('rules.act.add')}
      </Button>
    </fieldset>
  )
}
