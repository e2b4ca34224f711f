import { t } from '../i18n'
import { Notice } from './Notice'

type Props = {
  /** How far the phone's clock is from the right time, milliseconds; positive when it is slow. */
  skew: number
  /** Offered where no network can tell: the person has set the clock. */
  onTrust?: (() => void) | undefined
}

const MINUTE = 60_000

/** The phone's clock is wrong: how much, and what to do. */
export function ClockNotice({ skew, onTrust }: Props) {
  const minutes = Math.max(1, Math.round(Math.abs(skew) / MINUTE))
  const [unit, count] =
    minutes < 90
      ? ['minute', minutes]
      : minutes < 36 * 60
        ? ['hour', Math.round(minutes / 60)]
        : ['day', Math.round(minutes / 1440)]
  const way = skew > 0 ? 'behind' : 'ahead'
  return (
    <Notice
      kind="warning"
      title={t(`ui.clock.${way}`, { unit, count })}
      next={t('ui.clock.next')}
      action={onTrust && t('ui.clock.isRight')}
      onAction={onTrust}
    />
  )
}
