import { hat, hats } from '../../data/session'
import type { Unit } from '../../ui/money'

/** The coin of the neighbourhood in which somebody works at an organisation. */
export function unitAt(organisationId: string): Unit | undefined {
  const here = hats.value.find(({ organisation }) => organisation?.id === organisationId)
  return (here ?? hat.value)?.community.currency
}

/** The neighbourhood of an organisation at which the person works. */
export function communityAt(organisationId: string): string {
  const here = hats.value.find(({ organisation }) => organisation?.id === organisationId)
  return (here ?? hat.value)?.community.id ?? ''
}

/** Whether the person answers for this organisation's money, rather than seeing it only. */
export const keepsMoneyAt = (organisationId: string): boolean =>
  hats.value.some(
    ({ organisation, role }) =>
      organisation?.id === organisationId && (role === 'shop_owner' || role === 'coordinator'),
  )
