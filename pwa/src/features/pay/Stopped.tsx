import type { Payment } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Screen } from '../../ui/Screen'

type Props = {
  status: Extract<Payment['status'], 'declined' | 'cancelled' | 'expired'>
  shop: string
  onAnother: () => void
  onLeave: () => void
}

/** Nothing was paid, and nothing went wrong: somebody said no, or the time was over. */
export function Stopped({ status, shop, onAnother, onLeave }: Props) {
  const action = (
    <>
      <Button onClick={onLeave}>{t('pay.leave')}</Button>
      <Button look="quiet" onClick={onAnother}>
        {t('pay.another')}
      </Button>
    </>
  )
  return (
    <Screen title={t('pay.stopped.title')} quietTitle action={action}>
      <div class="pay-stopped" role="status">
        <p class="pay-title">{t('pay.stopped.title')}</p>
        <EmptyState picture="gate" text={t(`pay.stopped.${status}`, { shop })} />
      </div>
    </Screen>
  )
}
