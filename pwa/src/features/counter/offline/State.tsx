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

/** What a counter has to know about its network and clock, and what did not work. */
export function OfflineState() {
  useEffect(() => {
    if (online.value) return undefined
    const timer = setInterval(() => void loadServer().catch(() => undefined), LOOK_EVERY)
    return () => clearInterval(timer)
  }, [online.value])
  const { refused } = counts.value
  return (
    <>
      {clockIsWrong.value && (
        <ClockNotice skew={clockSkew.value} onTrust={online.value ? undefined : trustOwnClock} />
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

/** How much was accepted and is not booked yet; nothing when there is none. */
export function Unbooked() {
  const { waiting } = counts.value
  return waiting === 0 ? null : (
    <a class="counter-unbooked" href="/outbox">
      {t('counter.kept.waiting', { count: waiting })}
    </a>
  )
}

/** What a counter without a network says where it otherwise names the share in coin. */
export const offlineSaid = (shopId: string): string =>
  t(canAccept(shopId) ? 'counter.kept.ready' : 'counter.kept.notReady')

const canAccept = (shopId: string): boolean => Boolean(shopOffline(shopId)?.rules.allowance)
