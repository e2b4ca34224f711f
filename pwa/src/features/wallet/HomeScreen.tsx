import { useEffect, useState } from 'preact/hooks'
import { online } from '../../data/client'
import { asApiError } from '../../data/problem'
import { hat, loadWallet, wallet, walletSeen } from '../../data/session'
import { outboxBadge, waitingCommands } from '../../data/waiting'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import type { Trouble } from '../../ui/error-text'
import { whenSaid } from '../../ui/moments'
import { formatCoins } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { Balance } from './Balance'
import { ClaimsUnderWay } from './ClaimsUnderWay'
import { loadClaims } from './claims'
import { Recent } from './Recent'
import './wallet.css'

/** The resident's home: what there is, and the two things to do with it. */
export default function HomeScreen() {
  const worn = hat.value
  const known = wallet.value
  const { trouble, again } = useFreshWallet(`${worn?.key} ${online.value} ${waitingCommands.value}`)
  if (!worn) return <Screen title={t('wallet.home.title')} quietTitle />
  const unit = worn.community.currency
  return (
    <Screen title={t('wallet.home.title')} quietTitle>
      <section class="home-purse">
        <Coin name={worn.community.name} size={96} />
        {known ? <Balance amount={known.balance} unit={unit} /> : !trouble && <Skeleton shape="amount" />}
        {known && walletSeen.value && (!online.value || trouble) && (
          <p class="soft small">{t('wallet.home.seen', { when: whenSaid(walletSeen.value) })}</p>
        )}
      </section>
      {trouble && online.value && <ErrorNotice trouble={trouble} onAgain={again} />}
      {!!known?.owes && (
        <a class="home-news" href={`/offline/mine/${worn.community.id}`}>
          {t('wallet.home.owes', { amount: formatCoins(known.owes, unit) })}
        </a>
      )}
      {!!known?.notices && (
        <a class="home-news" href="/notices">
          {t('wallet.home.news', { count: known.notices })}
        </a>
      )}
      <div class="home-actions">
        <Button href="/pay">{t('wallet.home.pay')}</Button>
        <Button look="quiet" href="/scan">
          {t('wallet.home.earn')}
        </Button>
        <Button look="quiet" href="/send">
          {t('wallet.home.people')}
        </Button>
      </div>
      {outboxBadge.value > 0 && (
        <a class="home-news" href="/outbox">
          {t('wallet.home.unsent', { count: outboxBadge.value })}
        </a>
      )}
      <ClaimsUnderWay unit={unit} />
      {known ? <Recent entries={known.recent} unit={unit} /> : !trouble && <Skeleton shape="rows" />}
      <a class="home-meter" href="/meter">
        {t('wallet.home.meter')}
      </a>
    </Screen>
  )
}

/** The outbox is no part of the first load; without it the balance is read all the same. */
async function sendLeftOver(): Promise<void> {
  await import('../../data/outbox').then(({ sendWaiting }) => sendWaiting()).catch(() => undefined)
}

/** `trouble`: the wallet could not be read. */
type Freshness = { trouble: Trouble | undefined; again: () => void }

/** Reads the wallet whenever `key` changes and whenever the app comes back in view; what waited goes out first. */
function useFreshWallet(key: string): Freshness {
  const [trouble, setTrouble] = useState<Trouble>()
  const read = async (): Promise<void> => {
    await sendLeftOver()
    loadClaims(hat.peek()?.community.id ?? '').catch(() => undefined)
    await loadWallet().then(
      () => setTrouble(undefined),
      (problem) => setTrouble(asApiError(problem)),
    )
  }
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void read()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [key])
  return { trouble, again: () => void read() }
}
