import { useState } from 'preact/hooks'
import { newId } from '../../../core/ids'
import type { CodeSheet, CodeSheets } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { useResource } from '../../../data/resource'
import type { Task } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Loaded } from '../../../ui/Loaded'
import { formatCoins, type Unit } from '../../../ui/money'
import { navigate, type ScreenProps } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Sheet } from '../../../ui/Sheet'
import { hatAt } from '../place'
import { HowMany } from './HowMany'
import { SheetList } from './SheetList'
import { countOf, pathOf, screenOf } from './sheet'
import { withOwnKey } from './sign-sheet'
import './sheets.css'

/** The vouchers of a task: sheets of single-use codes to hand out after the work. */
export default function VouchersScreen({ params }: ScreenProps) {
  const org = params.org ?? ''
  const taskId = params.id ?? ''
  const unit = hatAt(org)?.community.currency
  const [making, setMaking] = useState(false)
  const path = `/tasks/${taskId}`
  const task = useResource(path, (abort) => api.get<Task>(path, abort))
  const found = useResource(`${path}/code-sheets`, (abort) =>
    api.get<CodeSheets>(`${path}/code-sheets`, abort),
  )
  const open = task.data?.status === 'open'
  const action = open && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('sheets.vouchers.new')}
    </Button>
  )
  return (
    <Screen title={t('sheets.vouchers.title')} back={`/coordinate/${org}/task/${taskId}`} action={action}>
      {task.data && unit && (
        <p class="soft">
          {t('sheets.vouchers.lead', {
            title: task.data.title,
            amount: formatCoins(task.data.reward.amount, unit),
          })}
        </p>
      )}
      <Loaded of={found}>
        {({ sheets }) =>
          sheets.length === 0 ? (
            <EmptyState picture="tree" text={t('sheets.vouchers.none')} />
          ) : (
            unit && <SheetList kind="vouchers" sheets={sheets} unit={unit} org={org} />
          )
        }
      </Loaded>
      {task.data && unit && (
        <Sheet open={making} title={t('sheets.vouchers.new')} onClose={() => setMaking(false)}>
          <NewVouchers task={task.data} unit={unit} org={org} />
        </Sheet>
      )}
    </Screen>
  )
}

function NewVouchers({ task, unit, org }: { task: Task; unit: Unit; org: string }) {
  const [typed, setTyped] = useState('20')
  const [asked, setAsked] = useState(false)
  const [id] = useState(newId)
  const { busy, error, run } = useDoing()
  const count = countOf(typed)
  const make = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (count === null) return
    void run('make', async () => {
      const sheet = await withOwnKey(({ keyIdHex }) =>
        api.put<CodeSheet>(pathOf('vouchers', id), { task_id: task.id, count, key_id: keyIdHex }),
      )
      navigate(`${screenOf(org, 'vouchers', sheet.id)}?sign`)
    })
  }
  return (
    <form class="stack" noValidate onSubmit={make}>
      <HowMany label={t('sheets.vouchers.howMany')} typed={typed} asked={asked} onType={setTyped} />
      {count !== null && task.reward.kind === 'fixed' && (
        <p class="soft">
          {t('sheets.vouchers.worth', { amount: formatCoins(task.reward.amount * count, unit) })}
        </p>
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" icon="key" busy={busy !== null}>
        {t('sheets.sign')}
      </Button>
    </form>
  )
}
