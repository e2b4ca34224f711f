import { t } from '../../i18n'
import { Notice } from '../../ui/Notice'

/** An order whose answer got lost goes out again before any other. */
export function Lost({ onSend }: { onSend: () => void }) {
  return (
    <Notice
      kind="warning"
      title={t('circulation.lost')}
      next={t('circulation.lostNext')}
      action={t('circulation.lostSend')}
      onAction={onSend}
    />
  )
}
