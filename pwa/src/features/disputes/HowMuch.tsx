import { parseAmount } from '../../core/amounts'
import { t } from '../../i18n'
import { Field } from '../../ui/Field'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'
import { Tabs } from '../../ui/Tabs'

export type Part = { part: 'all' | 'part' | 'nothing'; typed: string }

/** How much is meant, in minor units; null while what was typed is no amount up to `most`. */
export function amountOf({ part, typed }: Part, most: number, unit: Unit): number | null {
  if (part === 'all') return most
  if (part === 'nothing') return 0
  const parsed = parseAmount(typed, unit.decimals)
  return parsed.ok && parsed.amount > 0 && parsed.amount <= most ? parsed.amount : null
}

type Props = {
  label: string
  value: Part
  most: number
  unit: Unit
  /** Whether giving nothing is a choice. */
  nothing?: boolean
  wrong: boolean
  onChange: (value: Part) => void
}

/** All, a part, or nothing. */
export function HowMuch({ label, value, most, unit, nothing, wrong, onChange }: Props) {
  const all = { name: 'all' as const, label: t('disputes.new.all', { amount: formatDigits(most, unit) }) }
  const part = { name: 'part' as const, label: t('disputes.new.part') }
  const none = { name: 'nothing' as const, label: t('disputes.answer.nothing') }
  return (
    <div class="stack-tight">
      <p class="strong">{label}</p>
      <Tabs<Part['part']>
        label={label}
        tabs={nothing ? [none, part, all] : [all, part]}
        current={value.part}
        onChange={(next) => onChange({ ...value, part: next })}
      />
      {value.part === 'part' && (
        <Field
          label={t('disputes.new.amount')}
          hint={t('disputes.new.most', { amount: formatCoins(most, unit) })}
          value={value.typed}
          onInput={(typed) => onChange({ ...value, typed })}
          inputMode="decimal"
          error={wrong ? t('disputes.new.amountWrong') : undefined}
        />
      )}
    </div>
  )
}
