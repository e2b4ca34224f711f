import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { Screen } from '../../ui/Screen'
import type { Examined } from './examine'
import { Seal } from './Seal'

/** Not signed in: what this is, and the way in, with the code kept. */
export function GuestCode({ code, examined }: { code: string; examined: Examined }) {
  const suffix = `?next=${encodeURIComponent('/t')}#${code}`
  return (
    <Screen title={t('earn.guest.title')} back="/">
      <Named examined={examined} />
      <p class="centre">{t('earn.guest.text')}</p>
      <div class="stack">
        <Button href={`/sign-up${suffix}`}>{t('earn.guest.signUp')}</Button>
        <Button look="quiet" href={`/sign-in${suffix}`}>
          {t('earn.guest.signIn')}
        </Button>
      </div>
    </Screen>
  )
}

/** The coin of the neighbourhood that the code names, and whether its signature is good. */
export function Named({ examined: { community, real } }: { examined: Examined }) {
  return (
    <div class="task-head">
      <Coin name={community?.name ?? t('shell.app')} size={96} />
      {community && (
        <p class="task-head-title">
          <bdi>{community.name}</bdi>
        </p>
      )}
      {real && <Seal>{t('earn.seal.signed')}</Seal>}
    </div>
  )
}
