import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Budget, BurnDown as BurnDownPoints, Programme } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { BurnDown } from '../../ui/chart/Line'
import { coins } from '../../ui/chart/measure'
import { Stack } from '../../ui/chart/Stack'
import { Card } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { formatDigits, type Unit, unitOf } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { AmountSheet } from './AmountSheet'
import { Budgets } from './Budgets'
import { Files } from './Files'
import { Flows } from './Flows'
import { NewBudgetSheet } from './NewBudgetSheet'
import { allocateOrder, askOrder, destroyOrder, takeBackOrder } from './orders'
import { ProgrammeLines } from './ProgrammeLines'
import { Settle } from './Settle'
import { digits, periodSaid, today } from './said'
import './programmes.css'

/** One programme: what is left, how it goes, its parts and budgets, and what an issuer may do. */
export default function ProgrammeScreen({ params }: ScreenProps) {
  const worn = deskHat(params.community ?? '')
  const back = `/programmes/${params.community}`
  const path = `/programmes/${params.id}`
  const found = useResource(path, (abort) => api.get<Programme>(path, abort))
  const unit = worn?.community.currency
  return (
    <Screen title={found.data?.name ?? t('programmes.title')} back={back} wide>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {(programme) =>
          unit && (
            <Inside
              programme={programme}
              unit={unit}
              isIssuer={worn.kind === 'issuer'}
              onChanged={() => void found.reload()}
            />
          )
        }
      </Loaded>
    </Screen>
  )
}

type InsideProps = { programme: Programme; unit: Unit; isIssuer: boolean; onChanged: () => void }
type Doing = { what: 'ask' | 'destroy' | 'budget' } | { what: 'allocate' | 'back'; budget: Budget }

function Inside({ programme, unit, isIssuer, onChanged }: InsideProps) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const [done, setDone] = useState('')
  const isOpen = programme.status === 'open'
  const close = (): void => setDoing(null)
  const finish = (words: string): void => {
    setDone(words)
    onChanged()
  }
  return (
    <>
      {done && <Notice kind="success" title={done} />}
      {!isOpen && <Notice title={t('programmes.closedTitle')} next={t('programmes.closedText')} />}
      <div class="programme-top">
        <Figures programme={programme} unit={unit}>
          {isIssuer && isOpen && (
            <Button onClick={() => setDoing({ what: 'ask' })}>{t('programmes.ask.short')}</Button>
          )}
          {programme.waiting > 0 && (
            <Button look="quiet" href={`/programmes/${programme.community_id}/issues`}>
              {t('programmes.toIssues')}
            </Button>
          )}
        </Figures>
        <Where programme={programme} unit={unit} />
      </div>
      <Burn programme={programme} unit={unit} />
      <Flows programme={programme} unit={unit} />
      {programme.lines.length > 0 && <ProgrammeLines programme={programme} unit={unit} />}
      <Budgets
        budgets={programme.budgets}
        lines={programme.lines}
        unit={unit}
        onNew={isIssuer && isOpen ? () => setDoing({ what: 'budget' }) : undefined}
        onAllocate={isIssuer && isOpen ? (budget) => setDoing({ what: 'allocate', budget }) : undefined}
        onBack={isIssuer && isOpen ? (budget) => setDoing({ what: 'back', budget }) : undefined}
      />
      <Files programme={programme} />
      {isIssuer && (
        <Settle
          programme={programme}
          unit={unit}
          onDestroy={() => setDoing({ what: 'destroy' })}
          onClosed={() => finish(t('programmes.close.done', { name: programme.name }))}
        />
      )}
      <AmountSheet order={orderOf(doing, programme, unit)} unit={unit} onClose={close} onDone={finish} />
      <NewBudgetSheet
        open={doing?.what === 'budget'}
        programme={programme}
        onClose={close}
        onMade={(name) => finish(t('programmes.budget.made', { name }))}
      />
    </>
  )
}

function orderOf(doing: Doing | null, programme: Programme, unit: Unit) {
  switch (doing?.what) {
    case 'ask':
      return askOrder(programme, unit)
    case 'destroy':
      return destroyOrder(programme, unit)
    case 'allocate':
      return allocateOrder(programme, doing.budget, unit)
    case 'back':
      return takeBackOrder(doing.budget, unit)
    default:
      return null
  }
}

type FiguresProps = { programme: Programme; unit: Unit; children: preact.ComponentChildren }

function Figures({ programme, unit, children }: FiguresProps) {
  const { funder, purpose, issued, spent, amount } = programme
  const left = issued - spent
  return (
    <section class="card programme-figures">
      <p class="soft">
        <bdi>{funder}</bdi> · {periodSaid(programme)}
      </p>
      {purpose && <p>{purpose}</p>}
      <p class="programme-left">
        <strong dir="ltr">{formatDigits(left, unit)}</strong>{' '}
        <span class="soft">{t('programmes.leftOf', { unit: unitOf(left, unit) })}</span>
      </p>
      <dl class="facts">
        <Fact label={t('programmes.amount')} value={amount} unit={unit} />
        <Fact label={t('programmes.issued')} value={issued} unit={unit} />
        <Fact label={t('programmes.spent')} value={spent} unit={unit} />
      </dl>
      <div class="programme-ways">{children}</div>
    </section>
  )
}

function Fact({ label, value, unit }: { label: string; value: number; unit: Unit }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="ltr">{formatDigits(value, unit)}</dd>
    </div>
  )
}

function Where({ programme, unit }: { programme: Programme; unit: Unit }) {
  const { amount, issued, balance, in_budgets, spent } = programme
  return (
    <Card>
      <h2 class="seen-by-ear">{t('programmes.where.title')}</h2>
      <Stack
        title={t('programmes.where.title')}
        summary={t('programmes.where.summary')}
        parts={[
          { name: t('programmes.where.spent'), value: spent },
          { name: t('programmes.where.inBudgets'), value: in_budgets },
          { name: t('programmes.where.free'), value: balance },
          { name: t('programmes.where.notIssued'), value: Math.max(0, amount - issued) },
        ]}
        measure={digits(unit)}
      />
    </Card>
  )
}

function Burn({ programme, unit }: { programme: Programme; unit: Unit }) {
  const path = `/programmes/${programme.id}/burn-down`
  const found = useResource(path, (abort) => api.get<BurnDownPoints>(path, abort))
  const points = found.data?.points.map(({ day, left }) => ({ day, value: left })) ?? []
  if (!found.data || points.every(({ value }) => value === 0)) return null
  const first = points[0]?.day ?? programme.starts_on
  const from = first < programme.starts_on ? first : programme.starts_on
  return (
    <Card>
      <h2 class="seen-by-ear">{t('programmes.burn.title')}</h2>
      <BurnDown
        title={t('programmes.burn.title')}
        summary={t('programmes.burn.summary')}
        total={programme.issued}
        left={points}
        from={from}
        to={programme.ends_on}
        today={today()}
        measure={coins(unit)}
      />
    </Card>
  )
}
