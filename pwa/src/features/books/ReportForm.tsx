import { useState } from 'preact/hooks'
import { LANGUAGES, language, languageCodes, t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { FileAction } from './FileAction'
import { FormatChoice } from './FormatChoice'
import { forget } from './making'
import { type ProgrammeName, useProgrammes } from './programmes'
import { Result } from './Result'

const FORMATS = ['pdf', 'csv'] as const
type Format = (typeof FORMATS)[number]

/** What a programme did, for who paid for it, about nobody in particular. */
export function ReportForm({ community }: { community: string }) {
  const found = useProgrammes(community)
  return (
    <Loaded of={found}>
      {({ programmes }) =>
        programmes.length === 0 ? (
          <EmptyState picture="gables" text={t('books.report.none')} />
        ) : (
          <Form programmes={programmes} name={`report ${community}`} />
        )
      }
    </Loaded>
  )
}

function Form({ programmes, name }: { programmes: ProgrammeName[]; name: string }) {
  const [programme, setProgramme] = useState(programmes[0]?.id ?? '')
  const [format, setFormat] = useState<Format>('pdf')
  const [said, setSaid] = useState<string>(language.value)
  const change = (act: () => void) => {
    forget(name)
    act()
  }
  return (
    <div class="books-form">
      <div class="stack">
        <p class="soft">{t('books.report.lead')}</p>
        <Select
          label={t('books.report.of')}
          value={programme}
          options={programmes.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={(next) => change(() => setProgramme(next))}
        />
        <Select
          label={t('books.report.language')}
          value={said}
          options={languageCodes.map((value) => ({ value, label: LANGUAGES[value] }))}
          onChange={(next) => change(() => setSaid(next))}
        />
      </div>
      <div class="stack">
        <FormatChoice formats={FORMATS} format={format} onChange={(next) => change(() => setFormat(next))} />
        <Result name={name} />
        <FileAction name={name} path={`/programmes/${programme}/report?format=${format}&language=${said}`} />
      </div>
    </div>
  )
}
