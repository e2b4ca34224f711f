import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../i18n'
import './Field.css'

type Common = {
  label: string
  /** One sentence under the label. */
  hint?: string
  /** What is wrong with the value, and what to do. */
  error?: string
  /** Says that it may stay empty. */
  optional?: boolean
}

export type FieldProps = Common & {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'number' | 'tel' | 'search' | 'url' | 'date' | 'time' | 'datetime-local'
  /** Several lines. */
  rows?: number
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | 'none'
  autoComplete?: string
  name?: string
  maxLength?: number
  min?: string | number
  max?: string | number
  step?: string | number
  required?: boolean
  disabled?: boolean
  /** Reads left to right in every language, for codes and links. */
  code?: boolean
}

/** A labelled text field. */
export function Field({
  label,
  hint,
  error,
  optional,
  value,
  onInput,
  rows,
  type = 'text',
  code,
  ...rest
}: FieldProps) {
  const id = useId()
  const about = describedBy(id, hint, error)
  const shared = {
    ...rest,
    id,
    value,
    'aria-invalid': Boolean(error),
    'aria-describedby': about,
    dir: code ? ('ltr' as const) : undefined,
    class: `input${code ? ' input-code' : ''}`,
  }
  return (
    <Frame id={id} label={label} hint={hint} error={error} optional={optional}>
      {rows ? (
        <textarea {...shared} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input {...shared} type={type as 'text'} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </Frame>
  )
}

export type SelectProps = Common & {
  value: string
  onChange: (value: string) => void
  options: { value: string; label: string }[]
  disabled?: boolean
}

/** A labelled choice out of a short list. */
export function Select({ label, hint, error, optional, value, onChange, options, disabled }: SelectProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} optional={optional}>
      <select
        id={id}
        class="input"
        value={value}
        disabled={disabled}
        aria-invalid={Boolean(error)}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export type ToggleProps = {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** A switch with its words beside it; the whole row can be tapped. */
export function Toggle({ label, hint, checked, onChange, disabled }: ToggleProps) {
  const id = useId()
  return (
    <label class="toggle" htmlFor={id}>
      <span class="toggle-words">
        <span class="strong">{label}</span>
        {hint && <span class="soft small">{hint}</span>}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

function describedBy(id: string, hint?: string, error?: string): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean)
  return ids.length ? ids.join(' ') : undefined
}

function Frame({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: Common & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label htmlFor={id} class="strong">
        {label}
        {optional && <span class="soft field-optional"> ({t('ui.field.optional')})</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} class="soft small">
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} class="field-error">
          {error}
        </p>
      )}
    </div>
  )
}
