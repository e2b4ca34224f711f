import { hat } from '../../data/session'
import { t } from '../../i18n'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Conflicts } from './Conflicts'

/** For who keeps the guarantee: everything accepted without a network that was not simply paid. */
export default function CommunityScreen({ params }: ScreenProps) {
  const unit = hat.value?.community.currency
  return (
    <Screen title={t('offline.title.desk')} back="/desk">
      <p class="soft">{t('offline.about.desk')}</p>
      {unit && (
        <Conflicts path={`/communities/${params.community}/offline-conflicts`} reader="desk" unit={unit} />
      )}
    </Screen>
  )
}
