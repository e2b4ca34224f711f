import { hats } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Requests } from './Requests'
import './send.css'

/** The requests of a counter: tables and invoices, and what was paid. */
export default function ShopScreen({ params }: ScreenProps) {
  const id = params.org ?? ''
  const worn = hats.value.find((one) => one.organisation?.id === id)
  const action = (
    <Button icon="plus" href={`/asking/${id}/new`}>
      {t('send.shop.new')}
    </Button>
  )
  return (
    <Screen title={t('send.shop.title')} back="/desk" action={action}>
      <p class="soft">{t('send.shop.text')}</p>
      {worn && (
        <Requests
          path={`/organisations/${id}/payment-requests`}
          unit={worn.community.currency}
          empty={t('send.shop.empty')}
        />
      )}
    </Screen>
  )
}
