import { t } from '../../i18n'
import { Field, Select, Toggle } from '../../ui/Field'
import type { Unit } from '../../ui/money'
import { Acts } from './Acts'
import type { ActDraft, Draft, Errors, Shares, Typed } from './draft'
import { Amounts, Words } from './Lists'
import { labelSaid, word } from './said'
import { type Field as FieldShape, type Rule, shapeOf } from './shape'

type Props = {
  rule: Rule
  draft: Draft
  unit: Unit
  errors: Errors
  onChange: (changes: Draft) => void
}

/** The fields of a rule, each in the plain words of what it does. */
export function RuleFields({ rule, draft, unit, errors, onChange }: Props) {
  const fields = shapeOf(rule).fields.filter(({ name }) => asked(rule, name, draft))
  return (
    <>
      {fields.map((field) => {
        const wrong = errors[field.name]
        return (
          <One
            key={field.name}
            field={field}
            rule={rule}
            unit={unit}
            label={labelSaid(rule, field.name, unit)}
            typed={draft[field.name] as Typed}
            error={wrong && word(`wrong.${wrong.word}`, wrong.values)}
            onType={(typed) => onChange({ [field.name]: typed })}
          />
        )
      })}
    </>
  )
}

/** Fields that mean nothing beside what is chosen are not asked. */
function asked(rule: Rule, name: string, draft: Draft): boolean {
  if (rule === 'backing' && name === 'ratio_percent') return draft.policy === 'partial'
  return true
}

export type OneProps = {
  field: FieldShape
  rule: Rule
  unit: Unit
  label: string
  typed: Typed
  error: string | undefined
  onType: (typed: Typed) => void
}

function One(props: OneProps) {
  const { field, rule, label, typed, error, onType } = props
  const wrong = error ? { error } : {}
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          label={label}
          value={typed as string}
          options={field.options.map((value) => ({
            value,
            label: word(`rule.${rule}.${field.name}Options`, { value }),
          }))}
          onChange={onType}
          {...wrong}
        />
      )
    case 'toggle':
      return <Toggle label={label} checked={typed as boolean} onChange={onType} />
    case 'kinds':
      return <Kinds {...props} options={field.options} />
    case 'words':
      return <Words {...props} words={typed as string[] | null} />
    case 'amounts':
      return <Amounts {...props} amounts={typed as string[]} />
    case 'acts':
      return <Acts {...props} acts={typed as ActDraft[]} />
    case 'shares':
      return <SharesOf {...props} shares={typed as Shares} />
    default:
      return <Written {...props} />
  }
}

function Written({ field, label, typed, error, onType }: OneProps) {
  const none = 'none' in field && field.none ? word('mayStay', { none: word(`none.${field.none}`) }) : ''
  const hint = none || (field.kind in HINTS ? word(`hint.${field.kind}`) : '')
  return (
    <Field
      label={label}
      {...(hint && { hint })}
      {...(error && { error })}
      value={typed as string}
      inputMode={INPUTS[field.kind] ?? 'text'}
      onInput={onType}
    />
  )
}

const HINTS = { cents: true, permille: true, percent: true }
const INPUTS: Record<string, 'decimal' | 'numeric'> = {
  amount: 'decimal',
  cents: 'decimal',
  permille: 'decimal',
  percent: 'numeric',
  coins: 'numeric',
  count: 'numeric',
}

function Kinds({ label, typed, error, onType, options }: OneProps & { options: readonly string[] }) {
  const chosen = typed as string[]
  const turn = (kind: string, on: boolean): void =>
    onType(options.filter((one) => (one === kind ? on : chosen.includes(one))))
  return (
    <fieldset class="rule-part rule-kinds">
      <legend>{label}</legend>
      {options.map((kind) => (
        <label key={kind} class="rule-check">
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            aria-invalid={Boolean(error)}
            onChange={(event) => turn(kind, event.currentTarget.checked)}
          />
          <span>{t('rules.kind', { kind })}</span>
        </label>
      ))}
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  )
}

function SharesOf({ label, shares, error, onType }: OneProps & { shares: Shares }) {
  return (
    <fieldset class="rule-part">
      <legend>{label}</legend>
      <div class="rule-pair">
        {(['fund', 'association'] as const).map((to) => (
          <Field
            key={to}
            label={t('rules.shareTo', { to })}
            inputMode="decimal"
            value={shares[to]}
            onInput={(typed) => onType({ ...shares, [to]: typed })}
            {...(error && { error })}
          />
        ))}
      </div>
    </fieldset>
  )
}
