import { useState } from 'preact/hooks'
import { decimalSign, parseAmount } from '../../core/amounts'
import { plainAmount } from '../../core/plain-amount'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Setting } from '../../data/types'
import { language, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { errorText } from '../../ui/error-text'
import { Field, Select } from '../../ui/Field'
import type { Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { type Rule, ruleSaid } from './setting-words'

type Props = {
  rule: Rule | null
  communityId: string
  /** What holds today, as the server keeps it. */
  present: unknown
  unit: Unit
  /** YYYY-MM-DD. */
  today: string
  onClose: () => void
  onSet: (made: Setting) => void
}

/** Another value for a rule, from a day on: nothing that was is rewritten. */
export function RuleSheet({ rule, onClose, onSet, ...rest }: Props) {
  return (
    <Sheet open={rule !== null} title={rule ? ruleSaid(rule) : ''} onClose={onClose}>
      {rule && (
        <Form
          {...rest}
          key={rule}
          rule={rule}
          onSet={(made) => {
            onClose()
            onSet(made)
          }}
        />
      )}
    </Sheet>
  )
}

type FormProps = Omit<Props, 'rule' | 'onClose'> & { rule: Rule }

/** Fields at which the server's named refusals belong. */
const AT_VALUE = new Set(['setting_invalid', 'setting_unknown', 'amount_invalid'])
const AT_DAY = 'setting_in_past'

function Form({ rule, communityId, present, unit, today, onSet }: FormProps) {
  const [typed, setTyped] = useState(() => asTyped(rule, present, unit))
  const [day, setDay] = useState(today)
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const value = settingOf(rule, typed, unit)
  const refused = error && errorText(error)
  const wrong = {
    value:
      (asked && value === null && t(`issue.rule.${rule}.wrong`)) ||
      (error && AT_VALUE.has(error.code) && `${refused?.title}. ${refused?.next}`) ||
      undefined,
    day:
      (asked && (!day || day < today) && t('issue.settings.dayWrong')) ||
      (error?.code === AT_DAY && `${refused?.title}. ${refused?.next}`) ||
      undefined,
    why: asked && why.trim() === '' ? t('issue.settings.whyMissing') : undefined,
  }
  const elsewhere = error && !AT_VALUE.has(error.code) && error.code !== AT_DAY
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (value === null || !day || day < today || why.trim() === '') return
    const body = { key: rule, value, valid_from: day, why: why.trim() }
    await run('set', async () => onSet(await api.post<Setting>(`/communities/${communityId}/settings`, body)))
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Value rule={rule} typed={typed} unit={unit} error={wrong.value} onType={setTyped} />
      <Field
        label={t('issue.settings.validFrom')}
        hint={t('issue.settings.validFromHint')}
        type="date"
        min={today}
        value={day}
        onInput={setDay}
        error={wrong.day}
      />
      <Field
        label={t('issue.settings.why')}
        hint={t('issue.settings.whyHint')}
        value={why}
        maxLength={500}
        onInput={setWhy}
        error={wrong.why}
      />
      {elsewhere && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('issue.settings.set')}
      </Button>
    </form>
  )
}

type Typed = { first: string; second: string }
type ValueProps = {
  rule: Rule
  typed: Typed
  unit: Unit
  error: string | undefined
  onType: (typed: Typed) => void
}

function Value({ rule, typed, unit, error, onType }: ValueProps) {
  if (rule === 'joining')
    return (
      <Select
        label={t('issue.rule.joining.label')}
        value={typed.first}
        options={['open', 'invite'].map((value) => ({
          value,
          label: t('issue.rule.joining.value', { value }),
        }))}
        onChange={(first) => onType({ ...typed, first })}
      />
    )
  return (
    <>
      <Field
        label={t(`issue.rule.${rule}.label`, { unit: unit.plural })}
        inputMode={rule === 'refund_days' || rule === 'euro_rate' ? 'numeric' : 'decimal'}
        value={typed.first}
        onInput={(first) => onType({ ...typed, first })}
        error={error}
      />
      {rule === 'euro_rate' && (
        <Field
          label={t('issue.rule.euro_rate.euro')}
          inputMode="decimal"
          value={typed.second}
          onInput={(second) => onType({ ...typed, second })}
        />
      )}
    </>
  )
}

const EURO_DECIMALS = 2

/** What holds today, as somebody would type it. */
function asTyped(rule: Rule, present: unknown, { decimals }: Unit): Typed {
  if (rule === 'euro_rate') {
    const rate = (present ?? { coins: 1, euro_cents: 100 }) as { coins: number; euro_cents: number }
    return { first: String(rate.coins), second: local(plainAmount(rate.euro_cents, EURO_DECIMALS)) }
  }
  if (rule === 'refund_days' || rule === 'joining') return { first: String(present ?? ''), second: '' }
  return { first: local(plainAmount(Number(present ?? 0), decimals).replace(/\.0+$/, '')), second: '' }
}

const local = (amount: string): string => amount.replace('.', decimalSign(language.value))

/** What was typed, as the server takes it; null when it makes no sense. */
export function settingOf(
  rule: Rule,
  { first, second }: Typed,
  { decimals }: Pick<Unit, 'decimals'>,
): unknown {
  if (rule === 'joining') return first
  if (rule === 'refund_days')
    return /^[0-9]{1,3}$/.test(first.trim()) && Number(first) <= 366 ? Number(first) : null
  if (rule === 'euro_rate') {
    const coins = parseAmount(first, 0)
    const cents = parseAmount(second, EURO_DECIMALS)
    return coins.ok && cents.ok ? { coins: coins.amount, euro_cents: cents.amount } : null
  }
  const amount = parseAmount(first, decimals)
  return amount.ok ? amount.amount : null
}
