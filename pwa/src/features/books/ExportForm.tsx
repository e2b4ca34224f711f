import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Select } from '../../ui/Field'
import { FileAction } from './FileAction'
import { FormatChoice } from './FormatChoice'
import { forget } from './making'
import { atFirst, type Chosen, chosenDays, PeriodFields } from './PeriodFields'
import { isPeriod, queryOf } from './period'
import { useProgrammes } from './programmes'
import { Result } from './Result'

const FORMATS = ['csv', 'beancount', 'hledger'] as const
type Format = (typeof FORMATS)[number]

/** The whole ledger or one programme, as a file for an accountant's program. */
export function ExportForm({ community }: { community: string }) {
  const name = `books ${community}`
  const [chosen, setChosen] = useState<Chosen>({ ...atFirst, span: 'all' })
  const [format, setFormat] = useState<Format>('csv')
  const [programme, setProgramme] = useState('')
  const programmes = useProgrammes(community).data?.programmes ?? []
  const days = chosenDays(chosen)
  const change = (act: () => void) => {
    forget(name)
    act()
  }
  const where = programme ? `/programmes/${programme}` : `/communities/${community}`
  const path = `${where}/books?format=${format}&${queryOf(days)}`
  return (
    <div class="books-form">
      <div class="stack">
        <p class="soft">{t('books.export.lead')}</p>
        <Select
          label={t('books.export.of')}
          value={programme}
          options={[
            { value: '', label: t('books.export.whole') },
            ...programmes.map(({ id, name: label }) => ({ value: id, label })),
          ]}
          onChange={(next) => change(() => setProgramme(next))}
        />
        <PeriodFields chosen={chosen} onChange={(next) => change(() => setChosen(next))} />
      </div>
      <div class="stack">
        <FormatChoice formats={FORMATS} format={format} onChange={(next) => change(() => setFormat(next))} />
        <Result name={name} />
        <FileAction name={name} path={isPeriod(days) ? path : undefined} />
      </div>
    </div>
  )
}
