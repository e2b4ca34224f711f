import type { Programme } from '../../data/types'
import { language, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/List'

/** What the funder gets: where the coin went, as totals that name nobody. */
export function Files({ programme }: { programme: Programme }) {
  const report = (format: 'pdf' | 'csv'): string =>
    `/api/v1/programmes/${programme.id}/report?format=${format}&language=${language.value}`
  return (
    <Card title={t('programmes.report.title')}>
      <p>{t('programmes.report.text')}</p>
      <div class="programme-ways">
        <Button look="quiet" icon="download" href={report('pdf')}>
          {t('programmes.report.pdf')}
        </Button>
        <Button look="quiet" icon="download" href={report('csv')}>
          {t('programmes.report.csv')}
        </Button>
      </div>
    </Card>
  )
}
