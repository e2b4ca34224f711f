import type { Server } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { Screen } from '../../ui/Screen'
import { LanguageRow } from './LanguageRow'

/** The first screen of a real neighbourhood: the coin, what it is in one sentence, and the two ways in. */
export function Welcome({ server }: { server: Server | null }) {
  const places = server?.communities ?? []
  const name = places.length === 1 ? places[0]?.name : undefined
  const action = (
    <>
      <Button href="/sign-up">{t('start.newHere')}</Button>
      <Button look="quiet" href="/sign-in" icon="key">
        {t('start.signIn')}
      </Button>
    </>
  )
  return (
    <Screen title={name ?? t('shell.app')} quietTitle action={action}>
      <LanguageRow />
      <div class="welcome">
        <span class="welcome-coin">
          <Coin name={name ?? t('shell.app')} size={168} />
        </span>
        <p class="welcome-name" aria-hidden="true">
          <bdi>{name ?? t('shell.app')}</bdi>
        </p>
        <p class="welcome-what">{t('start.what')}</p>
        {places.map((one) => (
          <a key={one.id} href={`/c/${one.slug}`}>
            {places.length === 1 ? t('start.public') : one.name}
          </a>
        ))}
      </div>
    </Screen>
  )
}
