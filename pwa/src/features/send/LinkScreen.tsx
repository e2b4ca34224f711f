import { useEffect } from 'preact/hooks'
import { online } from '../../data/client'
import { useResource } from '../../data/resource'
import { me, sessionKnown } from '../../data/session'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { useFragment } from '../../ui/use-fragment'
import { look } from './look'
import { OnlyRead } from './OnlyRead'
import { Paying } from './Paying'
import './send.css'

/** A request, from the scanner or from a link that somebody sent: what it asks, then the payment. */
export default function LinkScreen() {
  const code = useFragment()
  if (!code)
    return (
      <Screen title={t('send.look.title')} back="/home">
        <EmptyState picture="bridge" text={t('send.look.none')} action={t('send.scan')} href="/scan" />
      </Screen>
    )
  return <Request key={code} code={code} />
}

function Request({ code }: { code: string }) {
  const known = sessionKnown.value || me.value !== null
  const signedIn = me.value !== null
  const seen = useResource(`${code} ${known} ${signedIn}`, async () =>
    known ? look(code, signedIn) : undefined,
  )
  useEffect(() => {
    if (online.value && signedIn && (seen.error || (seen.data && !seen.data.asked))) void seen.reload()
  }, [online.value])
  if (seen.error)
    return (
      <RefusedScreen
        trouble={seen.error}
        action={t('send.look.another')}
        onAction={() => navigate('/scan', { replace: true })}
        second={seen.error.retryable ? t('shell.again') : t('send.toCoins')}
        onSecond={() => (seen.error?.retryable ? void seen.reload() : navigate('/home', { replace: true }))}
      />
    )
  if (!seen.data)
    return (
      <Screen title={t('send.look.title')} back="/home">
        <Skeleton shape="card" />
        <Skeleton shape="amount" />
      </Screen>
    )
  const { asked } = seen.data
  if (!asked) return <OnlyRead code={code} seen={seen.data} guest={!signedIn} />
  return (
    <Paying
      community={asked.community_id}
      slot={`request ${asked.id}`}
      payee={asked.payee}
      fixed={asked.amount}
      words={asked.words}
      target={{ code }}
    />
  )
}
