import { t } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { dateSaid } from '../../ui/moments'
import { dayAfter } from './place'

type Props = { day: string; today: string; onDay: (day: string) => void }

/** Which day: one step back or forth, or any day from the calendar. Days are YYYY-MM-DD, never later than today. */
export function DayPicker({ day, today, onDay }: Props) {
  return (
    <div class="day-picker">
      <button
        type="button"
        class="icon-button"
        aria-label={t('counter.till.dayBefore')}
        onClick={() => onDay(dayAfter(day, -1))}
      >
        <Icon name="back" />
      </button>
      <label class="day-picker-day">
        <span class="strong">{dayName(day, today)}</span>
        <span class="seen-by-ear">{t('counter.till.otherDay')}</span>
        <input
          type="date"
          value={day}
          max={today}
          onClick={(event) => event.currentTarget.showPicker?.()}
          onChange={({ currentTarget }) => currentTarget.value && onDay(currentTarget.value)}
        />
      </label>
      <button
        type="button"
        class="icon-button"
        aria-label={t('counter.till.dayAfter')}
        disabled={day >= today}
        onClick={() => onDay(dayAfter(day, 1))}
      >
        <Icon name="forward" />
      </button>
    </div>
  )
}

function dayName(day: string, today: string): string {
  if (day === today) return t('counter.till.today')
  return day === dayAfter(today, -1) ? t('counter.till.yesterday') : dateSaid(day)
}
