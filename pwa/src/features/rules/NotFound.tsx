import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Screen } from '../../ui/Screen'

/** An address with a rule that does not exist. */
export function NotFound({ back }: { back: string }) {
  return (
    <Screen title={t('rules.title')} back={back}>
      <EmptyState picture="bridge" text={t('rules.unknown')} action={t('rules.toAll')} href={back} />
    </Screen>
  )
}
