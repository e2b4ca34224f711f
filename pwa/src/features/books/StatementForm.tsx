import { useState } from 'preact/hooks'
import { language } from '../../i18n'
import { Screen } from '../../ui/Screen'
import { FileAction } from './FileAction'
import { FormatChoice } from './FormatChoice'
import { forget } from './making'
import { atFirst, chosenDays, PeriodFields } from './PeriodFields'
import { isPeriod, queryOf } from './period'
import { Result } from './Result'
import './books.css'

type Props = {
  title: string
  lead: string
  back: string
  /** Under which name the file is kept while it is made. */
  name: string
  /** The account that the statement is of; undefined while it is being looked up. */
  account: string | undefined
}

const FORMATS = ['pdf', 'csv'] as const
type Format = (typeof FORMATS)[number]

/** A statement of an account: which days, for reading or for a spreadsheet. */
export function StatementForm({ title, lead, back, name, account }: Props) {
  const [chosen, setChosen] = useState(atFirst)
  const [format, setFormat] = useState<Format>('pdf')
  const days = chosenDays(chosen)
  const query = `format=${format}&language=${language.value}&${queryOf(days)}`
  const ready = account !== undefined && isPeriod(days)
  const change = (act: () => void) => {
    forget(name)
    act()
  }
  return (
    <Screen
      title={title}
      back={back}
      action={
        <FileAction name={name} path={ready ? `/accounts/${account}/statement/file?${query}` : undefined} />
      }
    >
      <p class="soft">{lead}</p>
      <PeriodFields chosen={chosen} onChange={(next) => change(() => setChosen(next))} />
      <FormatChoice formats={FORMATS} format={format} onChange={(next) => change(() => setFormat(next))} />
      <Result name={name} />
    </Screen>
  )
}
