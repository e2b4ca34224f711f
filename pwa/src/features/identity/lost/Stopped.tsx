import type { BlockedByCode } from '../../../data/api-types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
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
        {t('rescue.lost.doneText', { phones: done.sessions, passkeys: done.passkeys, cards: done.cards })}
      </p>
    </Screen>
  )
}
