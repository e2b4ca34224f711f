import { useEffect, useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import type { BankStatementWithLines, StatementLine } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { hasMessage, t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Counts, OUTCOMES } from './Counts'
import { State } from './State'
import { daysSaid } from './StatementsScreen'
import './redeem.css'

const TRIED_AGAIN = ['not_enough_coins', 'reserve_too_small']

/** What came of each line of a statement; a long one is gone on with until it is done. */
export default function StatementScreen({ params }: ScreenProps) {
  const path = `/bank-statements/${params.id}`
  const [from, setFrom] = useState(-1)
  const found = useResource(`${path} ${from}`, (abort) =>
    api.get<BankStatementWithLines>(`${path}?after=${from}`, abort),
  )
  const { busy, error, run } = useDoing()
  const goOn = (): void => {
    void run('go-on', async () => {
      await api.post(`${path}/go-on`)
      await found.reload()
    })
  }
  const waiting = found.data?.counts.waiting ?? 0
  useEffect(() => {
    if (waiting > 0 && !error) goOn()
  }, [waiting])
  return (
    <Screen title={t('redeem.statements.one')} back={`/settle/${params.community}/statements`} wide>
      <Loaded of={found}>
        {(one) => (
          <>
            <section class="card">
              <h2>{daysSaid(one)}</h2>
              <Counts of={one} />
              {waiting > 0 && <Progress of={one} />}
              {error && <ErrorNotice trouble={error} onAgain={goOn} />}
              {waiting === 0 && one.lines.some(({ why }) => TRIED_AGAIN.includes(why ?? '')) && (
                <Button look="quiet" fit busy={busy !== null} onClick={goOn}>
                  {t('redeem.statements.tryAgain')}
                </Button>
              )}
            </section>
            {one.total === 0 ? (
              <EmptyState picture="tower" text={t('redeem.statements.linesEmpty')} />
            ) : (
              <Lines lines={one.lines} community={params.community ?? ''} />
            )}
            {one.next !== null && (
              <Button look="quiet" onClick={() => setFrom(one.next ?? -1)}>
                {t('redeem.statements.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Progress({ of: one }: { of: BankStatementWithLines }) {
  const words = t('redeem.statements.progress', { done: one.done, total: one.total })
  return (
    <>
      <label class="stack-tight">
        <span>{words}</span>
        <progress class="settle-progress" value={one.done} max={one.total} />
      </label>
      <p class="soft small">{t('redeem.statements.leave')}</p>
    </>
  )
}

function Lines({ lines, community }: { lines: StatementLine[]; community: string }) {
  const outcomes = OUTCOMES.filter((name) => lines.some(({ outcome }) => outcome === name))
  return (
    <Desk
      label={t('redeem.statements.lines')}
      items={lines}
      columns={columns(community)}
      idOf={({ number }) => String(number)}
      textOf={(line) => `${line.organisation?.name ?? ''} ${line.remark} ${line.reference}`}
      filters={
        outcomes.length > 1
          ? [
              {
                name: 'outcome',
                label: t('redeem.statements.what'),
                options: outcomes.map((name) => ({
                  value: name,
                  label: t(`redeem.statements.outcome.${name}`),
                })),
              },
            ]
          : []
      }
      fits={({ outcome }, chosen) => !chosen('outcome') || chosen('outcome') === outcome}
      card={(line) => (
        <article class="card">
          <p class="redeem-request-top">
            <strong>
              <bdi>{whoseSaid(line)}</bdi>
            </strong>
            <Money of={line} />
          </p>
          {line.day && <p class="soft small">{dateSaid(line.day)}</p>}
          <What of={line} community={community} />
          {line.remark && line.remark !== whoseSaid(line) && (
            <p class="soft small">
              <bdi>{line.remark}</bdi>
            </p>
          )}
        </article>
      )}
    />
  )
}

function Money({ of: { direction, euro_cents: cents } }: { of: StatementLine }) {
  return (
    <strong class={direction === 'in' ? 'settle-in' : ''}>
      <span class="seen-by-ear">{t(`redeem.statements.${direction}`)} </span>
      <span dir="ltr">
        {direction === 'in' ? '+' : '−'} {formatEuro(cents)}
      </span>
    </strong>
  )
}

function What({ of: line, community }: { of: StatementLine; community: string }) {
  const { outcome, why, return_reason: code } = line
  const reason = `redeem.statements.why.${why}`
  return (
    <span class="stack-tight">
      <State state={outcome} words={t(`redeem.statements.outcome.${outcome}`)} />
      {why && <span class="soft small">{hasMessage(reason) ? t(reason) : why}</span>}
      {outcome === 'unmatched' && line.direction === 'in' && (
        <a class="small" href={`/programmes/${community}/reserve`}>
          {t('redeem.statements.deposit')}
        </a>
      )}
      {code && outcome !== 'unmatched' && <span class="soft small">{code}</span>}
    </span>
  )
}

const whoseSaid = ({ organisation, reference, remark }: StatementLine): string =>
  organisation?.name ?? (reference || remark || '…')

function columns(community: string): Column<StatementLine>[] {
  return [
    {
      key: 'day',
      label: t('redeem.statements.day'),
      value: ({ day }) => day ?? '',
      cell: ({ day }) => (day ? dateSaid(day) : ''),
    },
    { key: 'payee', label: t('redeem.settle.payee'), value: whoseSaid },
    {
      key: 'what',
      label: t('redeem.statements.what'),
      value: ({ outcome }) => t(`redeem.statements.outcome.${outcome}`),
      cell: (line) => <What of={line} community={community} />,
    },
    { key: 'remark', label: t('redeem.statements.remark'), value: ({ remark }) => remark },
    {
      key: 'amount',
      label: t('redeem.statements.amount'),
      fileLabel: `${t('redeem.statements.amount')} (EUR)`,
      value: ({ direction, euro_cents: cents }) => `${direction === 'in' ? '' : '-'}${plainAmount(cents, 2)}`,
      cell: (line) => <Money of={line} />,
      number: true,
    },
  ]
}
