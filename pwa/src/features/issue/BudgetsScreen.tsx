import { useState } from 'preact/hooks'
import { plainAmount } from '../../core/plain-amount'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Budget } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { BudgetBar } from './BudgetBar'
import { BudgetCard } from './BudgetCard'
import { IssueSheet } from './IssueSheet'
import { NewBudgetSheet } from './NewBudgetSheet'
import './issue.css'

/** Every budget: what was issued, what is spent, what is left. */
export default function BudgetsScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/budgets`
  const budgets = useResource(path, (abort) => api.get<{ budgets: Budget[] }>(path, abort))
  const [making, setMaking] = useState(false)
  const [issuing, setIssuing] = useState<Budget | null>(null)
  const [done, setDone] = useState('')
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('issue.budgets.title')} />
  const issuer = worn.kind === 'issuer'
  const add = issuer && (
    <Button fit icon="plus" look="quiet" onClick={() => setMaking(true)}>
      {t('issue.budgets.new')}
    </Button>
  )
  return (
    <Screen title={t('issue.budgets.title')} aside={budgets.data?.budgets.length ? add : null} wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={budgets}>
        {({ budgets: all }) =>
          all.length === 0 ? (
            <EmptyState
              picture="windmill"
              text={t('issue.budgets.empty')}
              action={issuer ? t('issue.budgets.new') : undefined}
              onAction={() => setMaking(true)}
            />
          ) : (
            <>
              <Totals budgets={all} unit={unit} />
              <Budgets budgets={all} unit={unit} onIssue={issuer ? setIssuing : undefined} />
            </>
          )
        }
      </Loaded>
      <NewBudgetSheet
        open={making}
        communityId={communityId}
        onClose={() => setMaking(false)}
        onMade={(name) => {
          setDone(t('issue.budgets.made', { name }))
          void budgets.reload()
        }}
      />
      <IssueSheet
        budget={issuing}
        unit={unit}
        onClose={() => setIssuing(null)}
        onIssued={(words) => {
          setDone(words)
          void budgets.reload()
        }}
      />
    </Screen>
  )
}

function Totals({ budgets, unit }: { budgets: Budget[]; unit: Unit }) {
  const sum = (pick: (budget: Budget) => number): number =>
    budgets.reduce((total, one) => total + pick(one), 0)
  const issued = sum((one) => one.issued)
  const spent = sum((one) => one.spent)
  const left = sum((one) => one.balance)
  return (
    <section class="card budget-total">
      <dl class="budget-sums">
        <Sum label={t('issue.budgets.left')} value={left} unit={unit} big />
        <Sum label={t('issue.budgets.issued')} value={issued} unit={unit} />
        <Sum label={t('issue.budgets.spent')} value={spent} unit={unit} />
      </dl>
      <BudgetBar issued={issued} spent={spent} unit={unit} />
    </section>
  )
}

type SumProps = { label: string; value: number; unit: Unit; big?: boolean }

function Sum({ label, value, unit, big }: SumProps) {
  return (
    <div class={big ? 'budget-sum budget-sum-big' : 'budget-sum'}>
      <dt>{label}</dt>
      <dd>
        <span dir="ltr">{formatDigits(value, unit)}</span>
        <small class={big ? undefined : 'seen-by-ear'}> {unitOf(value, unit)}</small>
      </dd>
    </div>
  )
}

type BudgetsProps = {
  budgets: Budget[]
  unit: Unit
  onIssue: ((budget: Budget) => void) | undefined
}

function Budgets({ budgets, unit, onIssue }: BudgetsProps) {
  return (
    <Desk
      label={t('issue.budgets.title')}
      items={budgets}
      columns={columnsOf(unit)}
      idOf={({ id }) => id}
      textOf={({ name, organisation }) => `${name} ${organisation.name}`}
      actions={
        onIssue &&
        ((budget) => (
          <Button look="quiet" fit onClick={() => onIssue(budget)}>
            {t('issue.give.short')}
          </Button>
        ))
      }
      card={(budget) => <BudgetCard budget={budget} unit={unit} onIssue={onIssue} />}
    />
  )
}

function columnsOf(unit: Unit): Column<Budget>[] {
  const amount = (key: 'issued' | 'spent' | 'balance', label: string): Column<Budget> => ({
    key,
    label,
    fileLabel: `${label} (${unit.plural})`,
    value: (budget) => plainAmount(budget[key], unit.decimals),
    cell: (budget) => <span dir="ltr">{formatDigits(budget[key], unit)}</span>,
    number: true,
  })
  return [
    {
      key: 'name',
      label: t('issue.budgets.budget'),
      value: ({ name }) => name,
      cell: (budget) => (
        <a class="strong" href={`/account/${budget.organisation.id}?account=${budget.account_id}`}>
          <bdi>{budget.name}</bdi>
        </a>
      ),
    },
    { key: 'organisation', label: t('issue.organisation'), value: ({ organisation }) => organisation.name },
    amount('issued', t('issue.budgets.issued')),
    amount('spent', t('issue.budgets.spent')),
    amount('balance', t('issue.budgets.left')),
    {
      key: 'bar',
      label: t('issue.budgets.used'),
      value: () => '',
      cell: ({ issued, spent }) => <BudgetBar issued={issued} spent={spent} unit={unit} />,
      seenOnly: true,
    },
  ]
}
