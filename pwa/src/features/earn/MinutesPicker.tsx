import type { Reward } from '../../data/types'
import { t } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { durationSaid, durationShort } from './words'
import { leastMinutes, mostMinutes, stepOf } from './worth'

type Props = { reward: Reward; minutes: number; onPick: (minutes: number) => void }

const QUICK = [30, 60, 90, 120]

/** How long did the work take? Two large buttons, and the usual answers. */
export function MinutesPicker({ reward, minutes, onPick }: Props) {
  const step = stepOf(reward)
  const least = leastMinutes(reward)
  const most = mostMinutes(reward)
  const quick = QUICK.filter((one) => one % step === 0 && one >= least && one <= most)
  return (
    <section class="minutes" aria-label={t('earn.howLong')}>
      <h2>{t('earn.howLong')}</h2>
      <div class="minutes-row">
        <button
          type="button"
          class="minutes-step"
          aria-label={t('earn.less', { minutes: step })}
          disabled={minutes <= least}
          onClick={() => onPick(Math.max(least, minutes - step))}
        >
          <Icon name="minus" size={28} />
        </button>
        <output class="minutes-said" aria-live="polite">
          {durationSaid(minutes)}
        </output>
        <button
          type="button"
          class="minutes-step"
          aria-label={t('earn.more', { minutes: step })}
          disabled={minutes >= most}
          onClick={() => onPick(Math.min(most, minutes + step))}
        >
          <Icon name="plus" size={28} />
        </button>
      </div>
      <div class="minutes-quick">
        {quick.map((one) => (
          <button
            key={one}
            type="button"
            class="minutes-choice"
            aria-pressed={one === minutes}
            onClick={() => onPick(one)}
          >
            {durationShort(one)}
          </button>
        ))}
      </div>
    </section>
  )
}
