import { t } from '../../i18n'
import { Field, Select } from '../../ui/Field'
import { type Days, daysOf, isPeriod, SPANS, type Span, todayHere } from './period'

export type Chosen = { span: Span; days: Days }

export const atFirst: Chosen = { span: 'year', days: { from: '', until: '' } }

/** The days that were chosen, as the API is asked. */
export const chosenDays = ({ span, days }: Chosen): Days => daysOf(span, todayHere(), days)

/** Which period: a usual one, or days of one's own. */
export function PeriodFields({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const { span, days } = chosen
  const today = todayHere()
  return (
    <>
      <Select
        label={t('books.period.label')}
        value={span}
        options={SPANS.map((value) => ({ value, label: t(`books.period.${value}`) }))}
        onChange={(value) => onChange({ span: value as Span, days: daysOf(span, today, days) })}
      />
      {span === 'days' && (
        <div class="books-days">
          <Field
            label={t('books.period.from')}
            type="date"
            value={days.from}
            max={today}
            onInput={(from) => onChange({ span, days: { ...days, from } })}
          />
          <Field
            label={t('books.period.until')}
            type="date"
            value={days.until}
            max={today}
            error={isPeriod(days) ? '' : t('books.period.turned')}
            onInput={(until) => onChange({ span, days: { ...days, until } })}
          />
        </div>
      )}
    </>
  )
}
