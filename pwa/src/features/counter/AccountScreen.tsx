import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Account, Budget, Entry } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { List } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { EntryLine, EntrySheet } from './Entries'
import { hatAt, ownsShop } from './place'
import { useStatement } from './use-statement'
import './books.css'

/** The account of a shop, or those of an organisation's budgets: what is on it and how it came and went. */
export default function AccountScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const worn = hatAt(orgId)
  const unit = worn?.community.currency
  const accounts = useAccounts(orgId, worn?.community.id)
  if (!unit) return <Screen title={t('counter.account.title')} />
  const desk = worn.organisation?.id !== orgId
  return (
    <Screen title={t('counter.account.title')} back={desk ? `/programmes/${worn.community.id}` : undefined}>
      <Loaded of={accounts} skeleton={<Skeleton shape="amount" />}>
        {(found) => <Books accounts={found} unit={unit} orgId={orgId} />}
      </Loaded>
    </Screen>
  )
}

/** The accounts, budgets by their own names where the person may read those. */
function useAccounts(orgId: string, communityId: string | undefined) {
  const path = `/organisations/${orgId}/accounts`
  return useResource(path, async (abort) => {
    const { accounts } = await api.get<{ accounts: Account[] }>(path, abort)
    if (!communityId || !accounts.some(({ purpose }) => purpose === 'budget')) return accounts
    const budgets = await api
      .get<{ budgets: Budget[] }>(`/communities/${communityId}/budgets`, abort)
      .catch(() => ({ budgets: [] }))
    const names = new Map(budgets.budgets.map(({ account_id, name }) => [account_id, name]))
    return accounts.map((account) => ({ ...account, name: names.get(account.id) ?? account.name }))
  })
}

function Books({ accounts, unit, orgId }: { accounts: Account[]; unit: Unit; orgId: string }) {
  const wanted = search.value.get('account')
  const account = accounts.find(({ id }) => id === wanted) ?? accounts[0]
  if (!account) return <EmptyState picture="gables" text={t('counter.account.none')} />
  return (
    <>
      {accounts.length > 1 && (
        <Select
          label={t('counter.account.which')}
          value={account.id}
          options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => setSearch({ account: id })}
        />
      )}
      <section class="account-balance">
        <Amount value={account.balance} unit={unit} />
        {ownsShop(orgId) && (
          <a class="account-staff" href={`/staff/${orgId}`}>
            {t('counter.account.staff')}
          </a>
        )}
      </section>
      <Lines key={account.id} account={account} unit={unit} orgId={orgId} />
    </>
  )
}

function Lines({ account, unit, orgId }: { account: Account; unit: Unit; orgId: string }) {
  const { entries, more, busy, error, read } = useStatement(account.id)
  const [open, setOpen] = useState<Entry | null>(null)
  if (entries?.length === 0)
    return account.purpose === 'till' ? (
      <EmptyState
        picture="gables"
        text={t('counter.account.emptyTill')}
        action={t('counter.till.toCounter')}
        href={`/counter/${orgId}`}
      />
    ) : (
      <EmptyState
        picture="tree"
        text={t('counter.account.emptyBudget')}
        action={t('shell.again')}
        onAction={read}
      />
    )
  return (
    <section class="stack-tight">
      <h2>{t('counter.account.lines')}</h2>
      <List label={t('counter.account.lines')}>
        {entries?.map((entry) => (
          <EntryLine key={entry.id} entry={entry} unit={unit} onOpen={setOpen} />
        ))}
      </List>
      {!entries && !error && <Skeleton shape="rows" count={6} />}
      {error && <ErrorNotice trouble={error} onAgain={read} />}
      {more && !error && (
        <Button look="quiet" busy={busy} onClick={read}>
          {t('counter.account.older')}
        </Button>
      )}
      <EntrySheet entry={open} unit={unit} onClose={() => setOpen(null)} />
    </section>
  )
}
