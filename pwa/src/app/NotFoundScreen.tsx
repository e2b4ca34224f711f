import { t } from '../i18n'
import { EmptyState } from '../ui/EmptyState'
import { Screen } from '../ui/Screen'

export function NotFoundScreen() {
  return (
    <Screen title={t('shell.notFound.title')}>
      <EmptyState
        picture="bridge"
        text={t('shell.notFound.text')}
        href="/"
        action={t('shell.notFound.action')}
      />
    </Screen>
  )
}
