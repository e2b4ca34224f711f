import type { Budget } from '../../data/types'
import { t } from '../../i18n'
import { Field, Select, Toggle } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import type { Draft, DraftErrors } from './draft'
import { PicturePicker } from './PicturePicker'
import { Reward } from './Reward'
import { SpotField } from './SpotField'
import { said } from './said'

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
      <Earning {...props} />
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
      <SpotField draft={draft} wrong={wrong} onChange={onChange} />
      <PicturePicker value={draft.picture} onChange={(picture) => onChange({ picture })} />
    </fieldset>
  )
}

function Earning({ draft, wrong, unit, budgets, onChange }: Props) {
  const hourly = draft.kind === 'per_hour'
  return (
    <fieldset class="task-part">
      <legend>{t('coordinate.form.reward')}</legend>
      <Reward draft={draft} wrong={wrong} unit={unit} onChange={onChange} />
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
      {hourly && budgets && (
        <Toggle
          label={t('presence.measured.label')}
          hint={t('presence.measured.hint')}
          checked={draft.measured}
          onChange={(measured) => onChange({ measured })}
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
