import { useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import type { SettlementLine, SettlementWithLines } from '../../data/api-types'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { formatEuro } from '../../ui/euro'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, whenSaid } from '../../ui/moments'
import { formatCoins, formatDigits, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { BankFile } from './BankFile'
import { type Deed, SettlementDeeds } from './SettlementDeeds'
import { State } from './State'
import { byWhom, stateOf } from './settlement-words'
import './redeem.css'

/** One settlement: who is paid what, and what may be done with it by whom. */
export default function SettlementScreen({ params }: ScreenProps) {
  const community = params.community ?? ''
  const path = `/settlements/${params.id}`
  const found = useResource(path, (abort) => api.get<SettlementWithLines>(path, abort))
  const unit = deskHat(community)?.community.currency
  const [deed, setDeed] = useState<Deed | null>(null)
  const [done, setDone] = useState('')
  if (!unit) return <Screen title={t('redeem.settle.one')} back={`/settle/${community}`} />
  return (
    <Screen title={t('redeem.settle.one')} back={`/settle/${community}`} wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {(one) => (
          <>
            <Head of={one} unit={unit} onDeed={setDeed} />
            {one.lines.length > 0 && <Payees of={one} unit={unit} onDeed={setDeed} />}
            <SettlementDeeds
              deed={deed}
              of={one}
              onClose={() => setDeed(null)}
              onDone={(words) => {
                setDone(words)
                void found.reload()
              }}
            />
          </>
        )}
      </Loaded>
    </Screen>
  )
}

type HeadProps = { of: SettlementWithLines; unit: Unit; onDeed: (deed: Deed) => void }

function Head({ of: one, unit, onDeed }: HeadProps) {
  const state = stateOf(one)
  return (
    <section class="card settle-open">
      <div class="settle-figures">
        <State state={state} words={t(`redeem.settle.state.${state}`)} />
        <p class="redeem-euro" dir="ltr">
          {formatEuro(one.euro_cents)}
        </p>
        <p class="soft">
          {t('redeem.settle.count', { count: one.count })} · {formatCoins(one.amount, unit)}
        </p>
        <p class="soft small">{byWhom(one)}</p>
        {one.released_at && one.released_by_name !== null && (
          <p class="soft small">
            {t('redeem.settle.releasedBy', { name: one.released_by_name, when: whenSaid(one.released_at) })}
          </p>
        )}
        {one.execution_day && (
          <p class="soft small">{t('redeem.settle.execution', { day: dateSaid(one.execution_day) })}</p>
        )}
      </div>
      {one.status === 'gathered' && <Gathered of={one} onDeed={onDeed} />}
      {one.status === 'released' && <BankFile of={one} />}
    </section>
  )
}

function Gathered({ of: one, onDeed }: { of: SettlementWithLines; onDeed: (deed: Deed) => void }) {
  const unchecked = one.gathered_by_name === null
  return (
    <div class="settle-ways">
      {one.refused && (
        <Notice
          kind="warning"
          title={t('redeem.settle.refused', { name: one.refused.by_name })}
          next={one.refused.why}
        />
      )}
      {unchecked && <p class="soft">{t('redeem.settle.unchecked')}</p>}
      {one.mine && <p class="soft">{t('redeem.settle.mine')}</p>}
      {unchecked && <Button onClick={() => onDeed({ kind: 'check' })}>{t('redeem.settle.check')}</Button>}
      {!unchecked && !one.mine && (
        <>
          <Button onClick={() => onDeed({ kind: 'release' })}>{t('redeem.settle.release')}</Button>
          <Button look="quiet" onClick={() => onDeed({ kind: 'refuse' })}>
            {t('redeem.settle.refuse')}
          </Button>
        </>
      )}
      <Button look="plain" onClick={() => onDeed({ kind: 'dissolve' })}>
        {t('redeem.settle.dissolve')}
      </Button>
    </div>
  )
}

type PayeesProps = { of: SettlementWithLines; unit: Unit; onDeed: (deed: Deed) => void }

function Payees({ of: one, unit, onDeed }: PayeesProps) {
  const takeOut = (line: SettlementLine) => (
    <Button look="quiet" fit onClick={() => onDeed({ kind: 'take-out', line })}>
      {t('redeem.settle.takeOut')}
      <span class="seen-by-ear"> {line.organisation.name}</span>
    </Button>
  )
  const gathered = one.status === 'gathered'
  const said = (line: SettlementLine): string => lineSaid(line, gathered)
  return (
    <section class="stack-tight">
      <h2>{t('redeem.settle.payees')}</h2>
      <Desk
        label={t('redeem.settle.payees')}
        items={one.lines}
        columns={columnsOf(unit, said)}
        idOf={({ redemption_id: id }) => id}
        textOf={({ organisation, end_to_end_id: id }) => `${organisation.name} ${id}`}
        {...(gathered && { actions: takeOut })}
        card={(line) => (
          <article class="card">
            <p class="redeem-request-top">
              <strong>
                <bdi>{line.organisation.name}</bdi>
              </strong>
              <strong dir="ltr">{formatEuro(line.euro_cents)}</strong>
            </p>
            <a class="small" href={`/redeem/${line.organisation.id}/bank`}>
              {t('redeem.bankEnds', { last4: line.last4 })}
            </a>
            <State state={line.state} words={said(line)} />
            {line.fee_kept > 0 && (
              <p class="small">{t('redeem.settle.feeKept', { amount: formatCoins(line.fee_kept, unit) })}</p>
            )}
            {gathered && takeOut(line)}
          </article>
        )}
      />
    </section>
  )
}

function lineSaid({ state, return_reason: code }: SettlementLine, gathered: boolean): string {
  if (state === 'returned') return t('redeem.settle.line.returned', { code: code ?? '?' })
  return t(gathered ? 'redeem.settle.line.gathered' : `redeem.settle.line.${state}`)
}

function columnsOf(unit: Unit, said: (line: SettlementLine) => string): Column<SettlementLine>[] {
  const coins = (key: 'amount' | 'fee', label: string): Column<SettlementLine> => ({
    key,
    label,
    fileLabel: `${label} (${unit.plural})`,
    value: (line) => plainAmount(line[key], unit.decimals),
    cell: (line) => <span dir="ltr">{formatDigits(line[key], unit)}</span>,
    number: true,
  })
  return [
    { key: 'payee', label: t('redeem.settle.payee'), value: ({ organisation }) => organisation.name },
    {
      key: 'account',
      label: t('redeem.settle.account'),
      value: ({ last4 }) => `••••\u00a0${last4}`,
      cell: ({ last4, organisation: { id } }) => <a href={`/redeem/${id}/bank`}>••••&nbsp;{last4}</a>,
    },
    coins('amount', t('redeem.settle.coins')),
    coins('fee', t('redeem.settle.feeColumn')),
    {
      key: 'euro',
      label: t('redeem.settle.euro'),
      value: ({ euro_cents: cents }) => plainAmount(cents, 2),
      cell: ({ euro_cents: cents }) => <span dir="ltr">{formatEuro(cents)}</span>,
      number: true,
    },
    {
      key: 'state',
      label: t('redeem.settle.stateColumn'),
      value: said,
      cell: (line) => <State state={line.state} words={said(line)} />,
    },
  ]
}
