import type { Budget } from '../../data/types'
import { hasMessage, t } from '../../i18n'
import { errorText } from '../../ui/error-text'
import { Field, Select, Toggle } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Tabs } from '../../ui/Tabs'
import type { Draft, DraftErrors, DraftField } from './draft'
import { PicturePicker } from './PicturePicker'

type Props = {
  draft: Draft
  wrong: DraftErrors
  unit: Unit
  /** Null while a task is changed: it stays with its budget. */
  budgets: Budget[] | null
  onChange: (changes: Partial<Draft>) => void
}

/** Everything about a task, in the order in which one thinks of it. */
export function TaskForm(props: Props) {
  return (
    <>
      <What {...props} />
      <Reward {...props} />
      <Limits {...props} />
    </>
  )
}

function What({ draft, wrong, onChange }: Props) {
  return (
    <fieldset class="task-part">
      <legend>{t('coordinate.form.what')}</legend>
      <Field
        label={t('coordinate.form.title')}
        hint={t('coordinate.form.titleHint')}
        name="title"
        value={draft.title}
        maxLength={80}
        error={said(wrong, 'title')}
        onInput={(title) => onChange({ title })}
      />
      <Field
        label={t('coordinate.form.description')}
        hint={t('coordinate.form.descriptionHint')}
        name="description"
        rows={3}
        optional
        value={draft.description}
        maxLength={2000}
        error={said(wrong, 'description')}
        onInput={(description) => onChange({ description })}
      />
      <Field
        label={t('coordinate.form.place')}
        name="place"
        optional
        value={draft.place}
        maxLength={120}
        error={said(wrong, 'place')}
        onInput={(place) => onChange({ place })}
      />
      <PicturePicker value={draft.picture} onChange={(picture) => onChange({ picture })} />
    </fieldset>
  )
}

function Reward({ draft, wrong, unit, budgets, onChange }: Props) {
  const hourly = draft.kind === 'per_hour'
  return (
    <fieldset class="task-part">
      <legend>{t('coordinate.form.reward')}</legend>
      <Tabs
        label={t('coordinate.form.kind')}
        tabs={[
          { name: 'fixed', label: t('coordinate.form.fixed') },
          { name: 'per_hour', label: t('coordinate.form.perHour') },
        ]}
        current={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <Field
        label={t(hourly ? 'coordinate.form.amountPerHour' : 'coordinate.form.amount', { unit: unit.plural })}
        name="amount"
        inputMode="decimal"
        value={draft.amount}
        error={said(wrong, 'amount')}
        onInput={(amount) => onChange({ amount })}
      />
      {hourly && (
        <Field
          label={t('coordinate.form.maxMinutes')}
          hint={t('coordinate.form.maxMinutesHint')}
          name="maxMinutes"
          inputMode="numeric"
          optional={draft.needsApproval}
          value={draft.maxMinutes}
          error={said(wrong, 'maxMinutes')}
          onInput={(maxMinutes) => onChange({ maxMinutes })}
        />
      )}
      {budgets && (
        <Select
          label={t('coordinate.form.budget')}
          value={draft.budget}
          options={budgets.map(({ id, name, balance }) => ({
            value: id,
            label: t('coordinate.form.budgetLeft', { name, amount: formatCoins(balance, unit) }),
          }))}
          error={said(wrong, 'budget')}
          onChange={(budget) => onChange({ budget })}
        />
      )}
      <Toggle
        label={t('coordinate.form.approval')}
        hint={t('coordinate.form.approvalHint')}
        checked={draft.needsApproval}
        onChange={(needsApproval) => onChange({ needsApproval })}
      />
    </fieldset>
  )
}

function Limits({ draft, wrong, onChange }: Props) {
  const count = (name: 'perPerson' | 'perDay' | 'total') => (
    <Field
      label={t(`coordinate.form.${name}`)}
      name={name}
      inputMode="numeric"
      value={draft[name]}
      error={said(wrong, name)}
      onInput={(value) => onChange({ [name]: value })}
    />
  )
  return (
    <fieldset class="task-part">
      <legend>{t('coordinate.form.when')}</legend>
      <p class="soft small">{t('coordinate.form.whenHint')}</p>
      <div class="task-pair">
        <Field
          label={t('coordinate.form.startsAt')}
          name="startsAt"
          type="datetime-local"
          value={draft.startsAt}
          error={said(wrong, 'startsAt')}
          onInput={(startsAt) => onChange({ startsAt })}
        />
        <Field
          label={t('coordinate.form.endsAt')}
          name="endsAt"
          type="datetime-local"
          value={draft.endsAt}
          error={said(wrong, 'endsAt')}
          onInput={(endsAt) => onChange({ endsAt })}
        />
      </div>
      <p class="strong">{t('coordinate.form.howOften')}</p>
      <div class="task-triple">
        {count('perPerson')}
        {count('perDay')}
        {count('total')}
      </div>
    </fieldset>
  )
}

/** What is wrong with a field, in words: our own sentence, or that of the server's code. */
function said(wrong: DraftErrors, field: DraftField): string | undefined {
  const name = wrong[field]
  if (!name) return undefined
  const own = `coordinate.wrong.${name}`
  if (hasMessage(own)) return t(own)
  const { title, next } = errorText({ code: name })
  return `${title}. ${next}`
}
