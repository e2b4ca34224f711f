import { hat, wallet } from '../../data/session'
import { t } from '../../i18n'
import { formatCoins } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Conflicts } from './Conflicts'

/** The payer's own: what was spent without a network beyond what there was, and what is still to be made whole. */
export default function MineScreen({ params }: ScreenProps) {
  const unit = hat.value?.community.currency
  const owes = wallet.value?.owes ?? 0
  return (
    <Screen title={t('offline.title.payer')} back="/home">
      {unit && owes > 0 && (
        <Notice
          kind="warning"
          title={t('offline.owes.title', { amount: formatCoins(owes, unit) })}
          next={t('offline.owes.next')}
        />
      )}
      {unit && (
        <Conflicts
          path={`/communities/${params.community}/my-offline-conflicts`}
          reader="payer"
          unit={unit}
        />
      )}
    </Screen>
  )
}
