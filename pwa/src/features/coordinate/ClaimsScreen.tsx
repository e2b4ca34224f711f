import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { usePages } from '../../data/pages'
import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { errorText } from '../../ui/error-text'
import { List } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Tabs } from '../../ui/Tabs'
import { ClaimCard, DecidedRow } from './ClaimCard'
import { DeclineSheet } from './DeclineSheet'
import { hatAt } from './place'
import './coordinate.css'

type Shown = 'waiting' | 'all'
type Page = { claims: Claim[]; next: string | null; waiting: number | null }
type Approved = { approved: string[]; looked: string[]; failed: { id: string; code: string }[] }

/** As many as the server decides at once. */
const AT_ONCE = 200

/** People who did a task and wait for their coins. */
export default function ClaimsScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const unit = hatAt(orgId)?.community.currency
  const shown: Shown = search.value.get('status') === 'all' ? 'all' : 'waiting'
  const path = `/organisations/${orgId}/claims?status=${shown}`
  const claims = usePages(path, (page: Page) => page.claims)
  const decided = async (): Promise<void> => {
    await claims.reload()
    countsChanged()
  }
  const deciding = useDeciding(orgId, decided)
  if (!unit) return <Screen title={t('coordinate.queue.title')} />
  const ofTask = search.value.get('task')
  const list = (claims.data ?? []).filter(({ task }) => !ofTask || task.id === ofTask)
  const waiting = list.filter(({ status, first_look }) => status === 'waiting' && !first_look?.own)
  const all = deciding.busy === 'all'
  const action = shown === 'waiting' && waiting.length > 1 && (
    <Button
      icon="check"
      busy={all}
      disabled={deciding.busy !== null && !all}
      onClick={() => deciding.approveAll(waiting)}
    >
      {t('coordinate.queue.approveAll', { count: waiting.length })}
    </Button>
  )
  return (
    <Screen title={t('coordinate.queue.title')} action={action}>
      <Filters
        shown={shown}
        waiting={ofTask ? waiting.length : (claims.first?.waiting ?? 0)}
        ofTask={ofTask ? list[0]?.task.title : undefined}
      />
      {deciding.error && <ErrorNotice trouble={deciding.error} />}
      {deciding.result && <Outcome result={deciding.result} />}
      <Loaded of={claims}>
        {() => <Claims list={list} shown={shown} unit={unit} orgId={orgId} deciding={deciding} />}
      </Loaded>
      <More of={claims} />
      <DeclineSheet
        claim={deciding.declining}
        onClose={() => deciding.decline(null)}
        onDeclined={() => void decided()}
      />
    </Screen>
  )
}

type Deciding = ReturnType<typeof useDeciding>

/** Approving and declining, one decision at a time. */
function useDeciding(orgId: string, reload: () => Promise<void>) {
  const [declining, decline] = useState<Claim | null>(null)
  const [result, setResult] = useState<Approved>()
  const { busy, error, run } = useDoing()
  const approve = (claim: Claim): void => {
    setResult(undefined)
    void run(claim.id, async () => {
      const { status } = await api.post<Claim>(`/claims/${claim.id}/approve`)
      const name = claim.person_name ?? ''
      announce(status === 'waiting' ? t('presence.looks.own') : t('coordinate.queue.approvedOne', { name }))
      await reload()
    })
  }
  const approveAll = (waiting: Claim[]): void => {
    void run('all', async () => {
      const ids = waiting.slice(0, AT_ONCE).map(({ id }) => id)
      setResult(await api.post<Approved>(`/organisations/${orgId}/claims/approve`, { ids }))
      await reload()
    })
  }
  return { busy, error, result, declining, decline, approve, approveAll }
}

type FiltersProps = { shown: Shown; waiting: number; ofTask: string | undefined }

function Filters({ shown, waiting, ofTask }: FiltersProps) {
  const count = shown === 'waiting' ? waiting : 0
  return (
    <>
      <Tabs<Shown>
        label={t('coordinate.queue.title')}
        tabs={[
          { name: 'waiting', label: t('coordinate.queue.waiting'), count },
          { name: 'all', label: t('coordinate.queue.all') },
        ]}
        current={shown}
        onChange={(name) => setSearch({ status: name === 'all' ? 'all' : null })}
      />
      {ofTask && (
        <Button look="plain" fit icon="close" onClick={() => setSearch({ task: null })}>
          {t('coordinate.queue.only', { task: ofTask })}
        </Button>
      )}
    </>
  )
}

type ClaimsProps = { list: Claim[]; shown: Shown; unit: Unit; orgId: string; deciding: Deciding }

function Claims({ list, shown, unit, orgId, deciding }: ClaimsProps) {
  if (list.length === 0)
    return (
      <EmptyState
        picture="sun"
        text={t(shown === 'waiting' ? 'coordinate.queue.empty' : 'coordinate.queue.emptyAll')}
        action={t('coordinate.queue.toTasks')}
        href={`/coordinate/${orgId}`}
      />
    )
  if (shown === 'all')
    return (
      <List label={t('coordinate.queue.all')}>
        {list.map((claim) => (
          <DecidedRow key={claim.id} claim={claim} unit={unit} />
        ))}
      </List>
    )
  return (
    <div class="claims">
      {list.map((claim) => (
        <ClaimCard
          key={claim.id}
          claim={claim}
          unit={unit}
          busy={deciding.busy}
          onApprove={() => deciding.approve(claim)}
          onDecline={() => deciding.decline(claim)}
        />
      ))}
    </div>
  )
}

/** What became of approving all: how many, and why not the others. */
function Outcome({ result: { approved, looked, failed } }: { result: Approved }) {
  if (looked.length > 0 && failed.length === 0)
    return (
      <Notice
        kind="success"
        title={t('coordinate.queue.approved', { count: approved.length })}
        next={t('presence.looks.many', { count: looked.length })}
      />
    )
  const reasons = [...new Set(failed.map(({ code }) => errorText({ code }).title))]
  if (failed.length === 0)
    return <Notice kind="success" title={t('coordinate.queue.approved', { count: approved.length })} />
  return (
    <Notice
      kind="warning"
      title={t('coordinate.queue.partly', { done: approved.length, count: failed.length })}
      next={reasons.join('. ')}
    />
  )
}
