import { useEffect } from 'preact/hooks'
import { online } from '../../../data/client'
import { clockIsWrong, clockSkew, trustOwnClock } from '../../../data/clock'
import { shopOffline } from '../../../data/offline/shop'
import { counts } from '../../../data/outbox/state'
import { loadServer } from '../../../data/server'
import { t } from '../../../i18n'
import { ClockNotice } from '../../../ui/ClockNotice'
import { Icon } from '../../../ui/Icon'

/** While there is no network it is looked for this often, milliseconds. */
const LOOK_EVERY = 6_000

/** How the counter stands without a network, and what of it is not booked yet or went wrong. */
export function OfflineState({ shopId }: { shopId: string }) {
  useEffect(() => {
    if (online.value) return undefined
    const timer = setInterval(() => void loadServer().catch(() => undefined), LOOK_EVERY)
    return () => clearInterval(timer)
  }, [online.value])
  const { waiting, refused } = counts.value
  return (
    <>
      {clockIsWrong.value && (
        <ClockNotice skew={clockSkew.value} onTrust={online.value ? undefined : trustOwnClock} />
      )}
      {!online.value && (
        <p class="counter-offline" role="status">
          <Icon name="offline" size={20} />
          <span>{t(canAccept(shopId) ? 'counter.kept.ready' : 'counter.kept.notReady')}</span>
        </p>
      )}
      {waiting > 0 && (
        <a class="counter-unbooked" href="/outbox">
          {t('counter.kept.waiting', { count: waiting })}
        </a>
      )}
      {refused > 0 && (
        <a class="counter-unbooked counter-trouble" href="/outbox">
          <Icon name="warning" size={20} />
          {t('counter.kept.trouble', { count: refused })}
        </a>
      )}
    </>
  )
}

const canAccept = (shopId: string): boolean => (shopOffline(shopId)?.rules.allowance ?? 0) > 0
