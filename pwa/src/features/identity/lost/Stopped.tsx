import type { BlockedByCode } from '../../../data/api-types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Parts } from '../../../ui/Parts'
import { Screen } from '../../../ui/Screen'

/** It is blocked: how much, and the way back in. */
export function Stopped({ done }: { done: BlockedByCode }) {
  const more = done.codes_left > 0
  return (
    <Screen
      title={t('rescue.lost.done')}
      action={more && <Button href="/sign-in">{t('rescue.lost.signIn')}</Button>}
    >
      <EmptyState picture="gate" text={t(more ? 'rescue.lost.doneNext' : 'rescue.lost.doneLast')} />
      <p class="centre strong">
        <Parts of={partsOf(done)} />
      </p>
    </Screen>
  )
}

const partsOf = ({ sessions, passkeys, cards }: BlockedByCode): string[] =>
  [
    sessions > 0 && t('rescue.lost.nPhones', { count: sessions }),
    passkeys > 0 && t('rescue.lost.nPasskeys', { count: passkeys }),
    cards > 0 && t('rescue.lost.nCards', { count: cards }),
  ].filter((part) => part !== false)
