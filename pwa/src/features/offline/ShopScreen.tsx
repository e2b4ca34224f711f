import { hat, hats } from '../../data/session'
import { t } from '../../i18n'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Conflicts } from './Conflicts'

/** At a shop: what it accepted without a network and was not simply paid. */
export default function ShopScreen({ params }: ScreenProps) {
  const org = params.org ?? ''
  const place = hats.value.find(({ organisation }) => organisation?.id === org) ?? hat.value
  return (
    <Screen title={t('offline.title.shop')} back={`/till/${org}`}>
      <p class="soft">{t('offline.about.shop')}</p>
      {place && (
        <Conflicts
          path={`/organisations/${org}/offline-conflicts`}
          reader="shop"
          unit={place.community.currency}
        />
      )}
    </Screen>
  )
}
