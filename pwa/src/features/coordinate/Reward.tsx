import { useEffect } from 'preact/hooks'
import { community, loadCommunity } from '../../data/session'
import type { Community } from '../../data/types'
import { t } from '../../i18n'
import { Field, Select } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Tabs } from '../../ui/Tabs'
import { amountText, type Draft, type DraftErrors } from './draft'
import { said } from './said'

type Rewards = Community['settings']['rewards']
type Act = NonNullable<Rewards['acts']>[number]
type Props = {
  draft: Draft
  wrong: DraftErrors
  unit: Unit
  onChange: (changes: Partial<Draft>) => void
}

/** What the work earns, within the neighbourhood's rules: its list of acts, and its rate per hour. */
export function Reward({ draft, wrong, unit, onChange }: Props) {
  const rules = useRewards()
  const hourly = draft.kind === 'per_hour'
  const rate = rules?.per_hour ?? null
  const acts = rules?.acts ?? []
  const only = rules?.listed_only ?? false
  const turn = (kind: Draft['kind']): void =>
    onChange(
      kind === 'per_hour' && rate !== null
        ? { kind, act: '', amount: amountText(rate, unit.decimals) }
        : { kind, act: '' },
    )
  return (
    <>
      <Tabs
        label={t('coordinate.form.kind')}
        tabs={[
          { name: 'fixed', label: t('coordinate.form.fixed') },
          { name: 'per_hour', label: t('coordinate.form.perHour') },
        ]}
        current={draft.kind}
        onChange={turn}
      />
      {!hourly && acts.length > 0 && <Acts acts={acts} only={only} {...{ draft, wrong, unit, onChange }} />}
      <Field
        label={t(hourly ? 'coordinate.form.amountPerHour' : 'coordinate.form.amount', { unit: unit.plural })}
        {...fixedBy(hourly ? rate !== null : draft.act !== '' || only, hourly)}
        name="amount"
        inputMode="decimal"
        value={draft.amount}
        error={said(wrong, 'amount')}
        onInput={(amount) => onChange({ amount })}
      />
    </>
  )
}

/** An amount that the neighbourhood's rules decide is shown, not typed. */
function fixedBy(rules: boolean, hourly: boolean) {
  if (!rules) return {}
  return { disabled: true, hint: t(hourly ? 'coordinate.form.rateFixed' : 'coordinate.form.actFixed') }
}

function Acts({ acts, only, draft, wrong, unit, onChange }: Props & { acts: Act[]; only: boolean }) {
  const choose = (name: string): void => {
    const act = acts.find((one) => one.name === name)
    const title = draft.title.trim() || name
    onChange(act ? { act: name, title, amount: amountText(act.amount, unit.decimals) } : { act: '' })
  }
  const listed = acts.map(({ name, amount }) => ({
    value: name,
    label: t('coordinate.form.actOption', { name, amount: formatCoins(amount, unit) }),
  }))
  const none = { value: '', label: t(only ? 'coordinate.form.actChoose' : 'coordinate.form.actOwn') }
  return (
    <Select
      label={t('coordinate.form.act')}
      hint={t(only ? 'coordinate.form.actOnlyHint' : 'coordinate.form.actHint')}
      value={draft.act}
      options={[none, ...listed]}
      error={said(wrong, 'act')}
      onChange={choose}
    />
  )
}

/** The rules about rewards of the neighbourhood one works for. */
function useRewards(): Rewards | undefined {
  useEffect(() => {
    loadCommunity().catch(() => undefined)
  }, [])
  return community.value?.settings.rewards
}
