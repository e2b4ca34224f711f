import { useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Issue } from '../../data/types'
import { t } from '../../i18n'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, whenSaid } from '../../ui/moments'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Request } from './Request'
import './programmes.css'

/** Coin that issuers asked for: first what waits for this one's signature, then what was. */
export default function IssuesScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/issues`
  const found = useResource(path, (abort) => api.get<{ issues: Issue[] }>(path, abort))
  const [done, setDone] = useState('')
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('programmes.issues.title')} back="/desk" />
  const settled = (words: string): void => {
    setDone(words)
    void found.reload()
  }
  return (
    <Screen title={t('programmes.issues.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {({ issues }) =>
          issues.length === 0 ? (
            <EmptyState
              picture="bridge"
              text={t('programmes.issues.empty')}
              action={t('programmes.title')}
              href={`/programmes/${communityId}`}
            />
          ) : (
            <>
              <Waiting issues={issues} unit={unit} mayDecide={worn.kind === 'issuer'} onSettled={settled} />
              <Past issues={issues.filter(({ status }) => status !== 'waiting')} unit={unit} />
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

type WaitingProps = {
  issues: Issue[]
  unit: Unit
  mayDecide: boolean
  onSettled: (words: string) => void
}

function Waiting({ issues, unit, mayDecide, onSettled }: WaitingProps) {
  const waiting = issues.filter(({ status }) => status === 'waiting')
  if (waiting.length === 0) return <p class="soft">{t('programmes.issues.nothingWaits')}</p>
  return (
    <section class="stack">
      <h2>{t('programmes.issues.waiting')}</h2>
      <ul class="programme-cards">
        {waiting.map((one) => {
          const amount = formatCoins(one.amount, unit)
          return (
            <li key={one.id}>
              <Request
                path={`/issues/${one.id}`}
                amount={amount}
                about={one.programme_name}
                why={one.why}
                by={one.issued_by}
                byName={one.issued_by_name}
                at={one.at}
                until={one.until}
                unit={unit}
                mayDecide={mayDecide}
                approve={t('programmes.issues.sign', { amount })}
                approved={t('programmes.issues.signed', { amount, programme: one.programme_name })}
                onSettled={onSettled}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Past({ issues, unit }: { issues: Issue[]; unit: Unit }) {
  if (issues.length === 0) return null
  return (
    <section class="stack">
      <h2>{t('programmes.issues.past')}</h2>
      <Desk
        label={t('programmes.issues.title')}
        items={issues}
        columns={columnsOf(unit)}
        idOf={({ id }) => id}
        textOf={({ programme_name, why, issued_by_name }) => `${programme_name} ${why} ${issued_by_name}`}
        card={(issue) => <PastCard issue={issue} unit={unit} />}
      />
    </section>
  )
}

function PastCard({ issue, unit }: { issue: Issue; unit: Unit }) {
  return (
    <article class="card issue-card">
      <p>
        <strong>{formatCoins(issue.amount, unit)}</strong> · <bdi>{issue.programme_name}</bdi>
      </p>
      <p class="soft small">
        {whenSaid(issue.decided_at ?? issue.at)} · {t('programmes.request.status', { status: issue.status })}
      </p>
      <p class="small">{issue.why}</p>
      <p class="soft small">{whoSaid(issue)}</p>
    </article>
  )
}

/** Who asked and who decided, in one line. */
const whoSaid = ({ issued_by_name, decided_by_name }: Issue): string =>
  decided_by_name
    ? t('programmes.request.both', { first: issued_by_name, second: decided_by_name })
    : t('programmes.request.asked', { name: issued_by_name })

function columnsOf(unit: Unit): Column<Issue>[] {
  return [
    {
      key: 'at',
      label: t('programmes.issues.when'),
      value: ({ at }) => at,
      cell: ({ decided_at, at }) => dateSaid(decided_at ?? at),
    },
    {
      key: 'programme',
      label: t('programmes.issues.programme'),
      value: ({ programme_name }) => programme_name,
    },
    {
      key: 'amount',
      label: t('programmes.issues.amount'),
      fileLabel: `${t('programmes.issues.amount')} (${unit.plural})`,
      value: ({ amount }) => plainAmount(amount, unit.decimals),
      cell: ({ amount }) => <span dir="ltr">{formatDigits(amount, unit)}</span>,
      number: true,
    },
    { key: 'why', label: t('programmes.why'), value: ({ why }) => why },
    { key: 'who', label: t('programmes.issues.who'), value: whoSaid },
    {
      key: 'status',
      label: t('programmes.issues.status'),
      value: ({ status }) => t('programmes.request.status', { status }),
    },
  ]
}
