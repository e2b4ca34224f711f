import { useState } from 'preact/hooks'
import { LANGUAGES, language, languageCodes, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { FormatChoice } from './FormatChoice'
import { forget, isBusy, make, makingOf } from './making'
import { type ProgrammeName, useProgrammes } from './programmes'
import { Result } from './Result'

const FORMATS = ['pdf', 'csv'] as const
type Format = (typeof FORMATS)[number]

/** What a programme did, for who paid for it, about nobody in particular. */
export function ReportForm({ community }: { community: string }) {
  const found = useProgrammes(community)
  return (
    <div class="stack">
      <p class="soft">{t('books.report.lead')}</p>
      <Loaded of={found}>
        {({ programmes }) =>
          programmes.length === 0 ? (
            <EmptyState picture="gables" text={t('books.report.none')} />
          ) : (
            <Form programmes={programmes} name={`report ${community}`} />
          )
        }
      </Loaded>
    </div>
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
    <>
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
      <FormatChoice formats={FORMATS} format={format} onChange={(next) => change(() => setFormat(next))} />
      <Result name={name} />
      <Button
        look={makingOf(name)?.file ? 'quiet' : 'filled'}
        busy={isBusy(makingOf(name))}
        onClick={() => void make(name, `/programmes/${programme}/report?format=${format}&language=${said}`)}
      >
        {t('books.make')}
      </Button>
    </>
  )
}
