import { useRef, useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Budget, CommunityBrief, ManagedPlan, Plan } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

type Props = {
  open: boolean
  community: CommunityBrief
  organisation: string | undefined
  onClose: () => void
  onMade: () => void
}

const KINDS = ['dues', 'plot', 'grant'] as const
const PERIODS = ['week', 'month', 'quarter', 'year'] as const
const EURO_DECIMALS = 2

/** A new plan: dues, plots or a grant. */
export function NewPlanSheet({ open, onClose, ...rest }: Props) {
  return (
    <Sheet open={open} title={t('mandates.plans.new')} onClose={onClose}>
      <Form {...rest} />
    </Sheet>
  )
}

function Form({ community, organisation, onMade }: Omit<Props, 'open' | 'onClose'>) {
  const { currency: unit } = community
  const [kind, setKind] = useState<Plan['kind']>(organisation ? 'dues' : 'grant')
  const [name, setName] = useState('')
  const [amount, setAmount] = useState('')
  const [euro, setEuro] = useState('')
  const [period, setPeriod] = useState<Plan['period']>('month')
  const [budget, setBudget] = useState('')
  const [asked, setAsked] = useState(false)
  const id = useRef(newId())
  const { busy, error, run } = useDoing()
  const coins = parseAmount(amount, unit.decimals)
  const cents = euro.trim() === '' ? { ok: true as const, amount: 0 } : parseAmount(euro, EURO_DECIMALS)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!coins.ok || !cents.ok || name.trim() === '') return
    const body = {
      community_id: community.id,
      organisation_id: organisation ?? null,
      kind,
      name: name.trim(),
      amount: coins.amount,
      euro_cents: kind === 'grant' ? 0 : cents.amount,
      period,
      budget_id: kind === 'grant' ? budget || null : null,
    }
    if (await run('make', () => api.put<ManagedPlan>(`/plans/${id.current}`, body))) onMade()
    else id.current = newId()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      {organisation && (
        <Select
          label={t('mandates.new.kind')}
          value={kind}
          options={KINDS.map((one) => ({ value: one, label: t('mandates.kind', { kind: one }) }))}
          onChange={(chosen) => setKind(chosen as Plan['kind'])}
        />
      )}
      <p class="soft small">{t('mandates.new.about', { kind })}</p>
      <Field
        label={t('mandates.new.name')}
        value={name}
        maxLength={80}
        onInput={setName}
        error={asked && name.trim() === '' ? t('mandates.new.nameMissing') : undefined}
      />
      <Field
        label={t('mandates.new.amount', { unit: unit.plural })}
        inputMode="decimal"
        value={amount}
        onInput={setAmount}
        error={asked && !coins.ok ? t('mandates.new.amountMissing') : undefined}
      />
      {kind !== 'grant' && (
        <Field
          label={t('mandates.new.euro')}
          hint={t('mandates.new.euroHint')}
          optional
          inputMode="decimal"
          value={euro}
          onInput={setEuro}
          error={asked && !cents.ok ? t('mandates.new.amountMissing') : undefined}
        />
      )}
      <Select
        label={t('mandates.new.period')}
        value={period}
        options={PERIODS.map((one) => ({ value: one, label: t('mandates.every', { period: one }) }))}
        onChange={(chosen) => setPeriod(chosen as Plan['period'])}
      />
      {kind === 'grant' && organisation && (
        <Source community={community.id} organisation={organisation} value={budget} onChange={setBudget} />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('mandates.new.make')}
      </Button>
    </form>
  )
}

type SourceProps = {
  community: string
  organisation: string
  value: string
  onChange: (value: string) => void
}

/** Where an organisation's grants come from: its own account, or one of its budgets. */
function Source({ community, organisation, value, onChange }: SourceProps) {
  const path = `/communities/${community}/budgets`
  const found = useResource(path, (abort) => api.get<{ budgets: Budget[] }>(path, abort))
  const own = (found.data?.budgets ?? []).filter((one) => one.organisation.id === organisation)
  return (
    <Select
      label={t('mandates.new.source')}
      value={value}
      options={[
        { value: '', label: t('mandates.new.till') },
        ...own.map((one) => ({ value: one.id, label: one.name })),
      ]}
      onChange={onChange}
    />
  )
}
