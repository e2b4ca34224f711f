import { me } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import type { Seen } from './look'

/** What can be told of a request without asking the server: for guests, and without a network. */
export function OnlyRead({ code, seen, guest }: { code: string; seen: Seen; guest: boolean }) {
  const { content, real } = seen
  const community = me.value?.memberships.find((one) => one.community.number === content.community)?.community
  const next = `?next=${encodeURIComponent('/r')}#${code}`
  return (
    <Screen title={t('send.look.title')} back={guest ? '/' : '/home'}>
      <div class="send-who">
        <Coin name={community?.name ?? t('shell.app')} size={88} />
        {content.amount > 0 && community && <Amount value={content.amount} unit={community.currency} />}
        {content.words && (
          <p class="send-words">
            <bdi>{content.words}</bdi>
          </p>
        )}
        {real && (
          <p class="send-real">
            <Icon name="check" size={20} />
            <span>{t('send.look.real')}</span>
          </p>
        )}
      </div>
      {guest ? (
        <>
          <p class="centre">{t('send.look.guest')}</p>
          <div class="stack">
            <Button href={`/sign-in${next}`}>{t('send.look.signIn')}</Button>
            <Button look="quiet" href={`/sign-up${next}`}>
              {t('send.look.signUp')}
            </Button>
          </div>
        </>
      ) : (
        <Notice kind="warning" title={t('send.look.offline')} next={t('send.look.offlineNext')} />
      )}
    </Screen>
  )
}
