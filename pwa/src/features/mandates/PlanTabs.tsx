import type { ManagedPlan } from '../../data/types'
import { t } from '../../i18n'
import { navigate } from '../../ui/router'
import { Tabs } from '../../ui/Tabs'

export type PlanTab = 'payers' | 'periods' | 'plots'

/** The sides of a plan: who pays, what came in each period, and the plots. */
export function PlanTabs({ plan, current }: { plan: ManagedPlan; current: PlanTab }) {
  const tabs = [
    {
      name: 'payers' as const,
      label: t(plan.kind === 'grant' ? 'mandates.tab.receivers' : 'mandates.tab.payers'),
    },
    { name: 'periods' as const, label: t('mandates.tab.periods') },
    ...(plan.kind === 'plot' ? [{ name: 'plots' as const, label: t('mandates.tab.plots') }] : []),
  ]
  return (
    <Tabs
      label={plan.name}
      tabs={tabs}
      current={current}
      onChange={(name) => navigate(`/plans/${plan.id}/${name}`, { replace: true })}
    />
  )
}

/** The list that a plan stands in. */
export const ownPlans = (plan: ManagedPlan | undefined): string =>
  plan?.organisation
    ? `/plans/at/${plan.organisation.id}`
    : plan
      ? `/plans/fund/${plan.community_id}`
      : '/desk'
