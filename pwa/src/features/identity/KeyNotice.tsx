import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Screen } from '../../ui/Screen'

/** This browser keeps no key: what works and what does not, said once. */
export function KeyNotice({ onGoOn }: { onGoOn: () => void }) {
  const action = <Button onClick={onGoOn}>{t('identity.noKey.goOn')}</Button>
  return (
    <Screen title={t('identity.noKey.title')} action={action}>
      <EmptyState picture="gate" text={t('identity.noKey.text')} />
    </Screen>
  )
}
