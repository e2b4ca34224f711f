import { t } from '../../i18n'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Tabs } from '../../ui/Tabs'
import { ExportForm } from './ExportForm'
import { ReportForm } from './ReportForm'
import './books.css'

/** The books for other programs, and reports for funders. */
export default function BooksScreen({ params }: ScreenProps) {
  const community = params.community ?? ''
  const shown = search.value.get('show') === 'report' ? 'report' : 'books'
  return (
    <Screen title={t('books.title')} back="/desk" wide>
      <div class="books-tabs">
        <Tabs
          label={t('books.title')}
          tabs={[
            { name: 'books', label: t('books.export.title') },
            { name: 'report', label: t('books.report.title') },
          ]}
          current={shown}
          onChange={(name) => setSearch({ show: name === 'report' ? name : null })}
        />
      </div>
      {shown === 'books' ? <ExportForm community={community} /> : <ReportForm community={community} />}
    </Screen>
  )
}
