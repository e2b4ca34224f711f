import { useEffect } from 'preact/hooks'
import { t } from '../i18n'
import { EmptyState } from '../ui/EmptyState'
import { Screen } from '../ui/Screen'

/** Shown in the place of a screen that threw; the details go to the console for whoever helps. */
export function BrokenScreen({ problem }: { problem: unknown }) {
  useEffect(() => console.error(problem), [problem])
  return (
    <Screen title={t('shell.broken.title')}>
      <EmptyState
        picture="boat"
        text={t('shell.broken.text')}
        action={t('shell.broken.action')}
        onAction={() => location.reload()}
      />
    </Screen>
  )
}
