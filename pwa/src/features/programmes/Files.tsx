import type { Programme } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/List'

/** What the funder gets: where the coin went, as totals that name nobody. */
export function Files({ programme }: { programme: Programme }) {
  return (
    <Card title={t('programmes.report.title')}>
      <p>{t('programmes.report.text')}</p>
      <div class="programme-ways">
        <Button look="quiet" icon="download" href={`/books/${programme.community_id}?show=report`}>
          {t('programmes.report.make')}
        </Button>
      </div>
    </Card>
  )
}
