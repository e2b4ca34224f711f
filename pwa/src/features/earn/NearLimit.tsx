import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { formatEuro } from '../../ui/euro'
import { Sheet } from '../../ui/Sheet'
import type { Warning } from './warning'

type Props = {
  open: boolean
  warning: Warning
  busy: boolean
  onClaim: () => void
  onClose: () => void
}

/** Says calmly that a claim passes what is free of tax, and lets the person decide. Nobody else hears of it. */
export function NearLimit({ open, warning: { worth, passes, hour }, busy, onClaim, onClose }: Props) {
  return (
    <Sheet open={open} title={t('meter.warn.title')} onClose={onClose}>
      <p>{t('meter.warn.worth', { amount: formatEuro(worth) })}</p>
      <ul class="near-limits">
        {passes.map((period) => (
          <li key={period}>{t(`meter.warn.${period}`)}</li>
        ))}
        {hour !== null && <li>{t('meter.warn.hour', { amount: formatEuro(hour) })}</li>}
      </ul>
      <p>{t('meter.warn.means')}</p>
      <p class="soft small">{t('meter.warn.private')}</p>
      <Button busy={busy} onClick={onClaim}>
        {t('meter.warn.claim')}
      </Button>
      <Button look="quiet" href="/meter">
        {t('meter.warn.look')}
      </Button>
      <Button look="plain" onClick={onClose}>
        {t('meter.warn.not')}
      </Button>
    </Sheet>
  )
}
