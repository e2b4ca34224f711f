import { t } from '../i18n'
import { Skeleton } from '../ui/Skeleton'

/** What stands on screen while a screen's code is fetched. */
export function ScreenSkeleton() {
  return (
    <div class="screen" aria-busy="true">
      <span class="seen-by-ear">{t('shell.loading')}</span>
      <Skeleton shape="title" />
      <Skeleton shape="card" />
      <Skeleton shape="rows" />
    </div>
  )
}
