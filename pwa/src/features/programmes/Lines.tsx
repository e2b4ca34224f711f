import { parseAmount } from '../../core/amounts'
import { newId } from '../../core/ids'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import type { Unit } from '../../ui/money'

export type LineDraft = { id: string; name: string; amount: string }

export const newLine = (): LineDraft => ({ id: newId(), name: '', amount: '' })

type Props = {
  lines: LineDraft[]
  unit: Unit
  asked: boolean
  onChange: (lines: LineDraft[]) => void
  onAdd: () => void
}

/** The parts of a programme, each with the most coin that goes to it. */
export function Lines({ lines, unit, asked, onChange, onAdd }: Props) {
  const change = (id: string, changes: Partial<LineDraft>): void =>
    onChange(lines.map((one) => (one.id === id ? { ...one, ...changes } : one)))
  return (
    <fieldset class="lines">
      <legend class="strong">{t('programmes.new.lines')}</legend>
      <p class="soft small">{t('programmes.new.linesHint')}</p>
      {lines.map(({ id, name, amount }, index) => (
        <div key={id} class="line">
          <Field
            label={t('programmes.new.lineName', { number: index + 1 })}
            value={name}
            maxLength={80}
            onInput={(value) => change(id, { name: value })}
            error={asked && name.trim() === '' ? t('programmes.nameMissing') : undefined}
          />
          <Field
            label={t('programmes.howMuch', { unit: unit.plural })}
            inputMode="decimal"
            value={amount}
            onInput={(value) => change(id, { amount: value })}
            error={
              asked && !parseAmount(amount, unit.decimals).ok ? t('programmes.amountMissing') : undefined
            }
          />
          <Button
            look="plain"
            fit
            icon="trash"
            label={t('programmes.new.lineRemove', { number: index + 1 })}
            onClick={() => onChange(lines.filter((one) => one.id !== id))}
          />
        </div>
      ))}
      <Button look="quiet" fit icon="plus" onClick={onAdd}>
        {t('programmes.new.lineAdd')}
      </Button>
    </fieldset>
  )
}
