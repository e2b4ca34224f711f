import { useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { plainAmount } from '../../core/plain-amount'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { ManagedPlan } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Field } from '../../ui/Field'
import type { Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { type PlanTab, PlanTabs } from './PlanTabs'
import { PriceTag } from './PriceTag'

type Props = { plan: ManagedPlan; unit: Unit; onChanged: () => void }

/** What a plan costs and how it stands, above each of its sides. */
export function PlanHead({ plan, unit, current, onChanged }: Props & { current: PlanTab }) {
  const [changing, setChanging] = useState(false)
  const figures: [string, string][] = [
    [t(plan.kind === 'grant' ? 'mandates.head.receive' : 'mandates.head.pay'), String(plan.active)],
    [t('mandates.head.behind'), String(plan.behind)],
  ]
  if (plan.euro_cents > 0 || plan.euro_owed_cents > 0)
    figures.push([t('mandates.head.owed'), formatEuro(plan.euro_owed_cents)])
  if (plan.kind === 'plot') figures.push([t('mandates.head.waiting'), String(plan.waiting)])
  return (
    <>
      <section class="plan-head">
        <PriceTag plan={plan} unit={unit} />
        <dl class="plan-figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt class="soft small">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {plan.status === 'open' && (
          <Button look="quiet" fit icon="settings" onClick={() => setChanging(true)}>
            {t('mandates.change.now')}
          </Button>
        )}
      </section>
      <PlanTabs plan={plan} current={current} />
      <Sheet open={changing} title={t('mandates.change.now')} onClose={() => setChanging(false)}>
        <ChangeForm
          plan={plan}
          unit={unit}
          onChanged={() => {
            setChanging(false)
            onChanged()
          }}
        />
      </Sheet>
    </>
  )
}

function ChangeForm({ plan, unit, onChanged }: Props) {
  const [name, setName] = useState(plan.name)
  const [amount, setAmount] = useState(plainAmount(plan.amount, unit.decimals))
  const [closing, setClosing] = useState(false)
  const { busy, error, run } = useDoing()
  const coins = parseAmount(amount, unit.decimals)
  const change = async (what: string, body: object): Promise<void> => {
    if (await run(what, () => api.patch(`/plans/${plan.id}`, body))) onChanged()
  }
  const save = (event: Event): void => {
    event.preventDefault()
    if (!coins.ok || name.trim() === '') return
    const priced = coins.amount === plan.amount ? {} : { amount: coins.amount }
    void change('save', { name: name.trim(), ...priced })
  }
  return (
    <form class="stack" noValidate onSubmit={save}>
      <Field label={t('mandates.new.name')} value={name} maxLength={80} onInput={setName} />
      <Field
        label={t('mandates.new.amount', { unit: unit.plural })}
        hint={t(plan.kind === 'grant' ? 'mandates.change.grantHint' : 'mandates.change.amountHint')}
        inputMode="decimal"
        value={amount}
        onInput={setAmount}
        error={coins.ok ? undefined : t('mandates.new.amountMissing')}
      />
      {error && !closing && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy === 'save'}>
        {t('mandates.change.save')}
      </Button>
      <Button look="quiet" onClick={() => setClosing(true)}>
        {t('mandates.change.close')}
      </Button>
      <Confirm
        open={closing}
        title={t('mandates.change.closeTitle', { plan: plan.name })}
        text={t('mandates.change.closeText', { count: plan.active })}
        action={t('mandates.change.close')}
        busy={busy === 'close'}
        trouble={error}
        onConfirm={() => void change('close', { status: 'closed' })}
        onClose={() => setClosing(false)}
      />
    </form>
  )
}
