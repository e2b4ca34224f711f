import { useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { Loaded } from '../../../ui/Loaded'
import { dateSaid } from '../../../ui/moments'
import { type ScreenProps, search, setSearch } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { hatAt } from '../place'
import { Counts } from './Counts'
import { Numbers } from './Numbers'
import { titleOf } from './SheetList'
import { Signing } from './Signing'
import { type Detail, isKind, pathOf, printPathOf, type SheetKind } from './sheet'
import { Withdraw } from './Withdraw'
import './sheets.css'

/** One sheet of vouchers or notes: signing it, printing it, what became of each number. */
export default function SheetScreen({ params }: ScreenProps) {
  const org = params.org ?? ''
  const kind: SheetKind = isKind(params.kind) ? params.kind : 'vouchers'
  const unit = hatAt(org)?.community.currency
  const path = pathOf(kind, params.id ?? '')
  const [begin] = useState(() => search.peek().has('sign'))
  const [chosen, setChosen] = useState<{ first: number; last: number } | null>(null)
  const found = useResource(path, (abort) => api.get<Detail>(path, abort))
  const reload = (): void => {
    setSearch({ sign: null })
    void found.reload()
  }
  const sheet = found.data?.sheet
  const back =
    kind === 'notes' || !sheet || !('task_id' in sheet)
      ? `/coordinate/${org}/notes`
      : `/coordinate/${org}/task/${sheet.task_id}/vouchers`
  const out = sheet ? sheet.unused : 0
  const action = sheet && sheet.unsigned === 0 && out > 0 && (
    <Button icon="print" href={printPathOf(org, kind, sheet.id)}>
      {t('sheets.print.action')}
    </Button>
  )
  return (
    <Screen title={t(`sheets.${kind}.sheet`)} back={back} action={action}>
      <Loaded of={found}>
        {({ sheet: shown, codes, expires_at }) => (
          <>
            <div class="card stack">
              <div class="stack-tight">
                <h2 class="sheet-title">{unit && titleOf(shown, unit)}</h2>
                <p class="soft small">
                  {t('sheets.made', { date: dateSaid(shown.created_at) })} ·{' '}
                  {t('sheets.until', { date: dateSaid(expires_at) })}
                </p>
              </div>
              <Counts sheet={shown} />
            </div>
            {shown.unsigned > 0 && (
              <Signing key={shown.id} kind={kind} sheet={shown} begin={begin} onChange={reload} />
            )}
            <Numbers codes={codes} onChoose={(serial) => setChosen({ first: serial, last: serial })} />
            {shown.unused + shown.unsigned > 0 && (
              <Button look="danger" onClick={() => setChosen({ first: 1, last: shown.count })}>
                {t('sheets.withdraw.action')}
              </Button>
            )}
            <Withdraw
              kind={kind}
              sheet={shown}
              range={chosen}
              onClose={() => setChosen(null)}
              onDone={() => {
                setChosen(null)
                reload()
              }}
            />
          </>
        )}
      </Loaded>
    </Screen>
  )
}
