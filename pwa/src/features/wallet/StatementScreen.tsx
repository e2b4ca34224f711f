import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { type ApiError, asApiError } from '../../data/problem'
import { hat, loadWallet, wallet } from '../../data/session'
import type { Entry, Statement } from '../../data/types'
import { language, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { List } from '../../ui/List'
import { formatCoins, type Unit } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { claims, loadClaims } from './claims'
import { EntryRow } from './EntryRow'
import { byMonth } from './months'
import { Receipt } from './Receipt'
import './wallet.css'

const PAGE = 30

type Pages = {
  entries: Entry[] | null
  more: boolean
  busy: boolean
  error: ApiError | undefined
  read: () => void
}

/** Every line of the own wallet, newest first, by month. */
export default function StatementScreen() {
  const unit = hat.value?.community.currency
  const pages = usePages()
  const [open, setOpen] = useState<Entry | null>(null)
  if (!unit) return <Screen title={t('receipts.statement.title')} back="/home" />
  return (
    <Screen title={t('receipts.statement.title')} back="/home">
      {wallet.value && (
        <p class="soft">
          {t('receipts.statement.balance', { amount: formatCoins(wallet.value.balance, unit) })}
        </p>
      )}
      <Months entries={pages.entries} unit={unit} onOpen={setOpen} />
      {pages.error && <ErrorNotice trouble={pages.error} onAgain={pages.read} />}
      {!pages.entries && !pages.error && <Skeleton shape="rows" count={6} />}
      {pages.more && !pages.error && (
        <Button look="quiet" busy={pages.busy} onClick={pages.read}>
          {t('receipts.statement.older')}
        </Button>
      )}
      <Receipt entry={open} unit={unit} onClose={() => setOpen(null)} />
    </Screen>
  )
}

type MonthsProps = { entries: Entry[] | null; unit: Unit; onOpen: (entry: Entry) => void }

function Months({ entries, unit, onOpen }: MonthsProps) {
  if (entries?.length === 0)
    return (
      <EmptyState
        picture="gables"
        text={t('wallet.home.empty')}
        action={t('wallet.home.emptyAction')}
        href="/tasks"
      />
    )
  return (
    <>
      {byMonth(entries ?? [], language.value).map(({ month, lines }) => (
        <section key={month} class="stack-tight">
          <h2 class="statement-month">{month}</h2>
          <List label={month}>
            {lines.map((entry) => (
              <EntryRow key={entry.id} entry={entry} unit={unit} onOpen={onOpen} />
            ))}
          </List>
        </section>
      ))}
    </>
  )
}

function usePages(): Pages {
  const [state, setState] = useState<Omit<Pages, 'read'> & { next: string | null }>({
    entries: null,
    more: false,
    busy: true,
    error: undefined,
    next: null,
  })
  const read = async (): Promise<void> => {
    setState((before) => ({ ...before, busy: true, error: undefined }))
    try {
      const { entries, next } = await fetchPage(state.next)
      setState((before) => ({
        entries: [...(before.entries ?? []), ...entries],
        more: next !== null,
        busy: false,
        error: undefined,
        next,
      }))
    } catch (problem) {
      setState((before) => ({ ...before, busy: false, error: asApiError(problem) }))
    }
  }
  useEffect(() => void read(), [])
  return { ...state, read: () => void read() }
}

async function fetchPage(before: string | null): Promise<Statement> {
  if (!wallet.peek()) await loadWallet()
  if (!claims.peek()) await loadClaims(hat.peek()?.community.id ?? '').catch(() => undefined)
  const query = new URLSearchParams({ limit: String(PAGE), ...(before && { before }) })
  return api.get<Statement>(`/accounts/${wallet.peek()?.account_id}/statement?${query}`)
}
