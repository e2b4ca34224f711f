import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { community, type Hat, hat, loadWallet, wallet } from '../../../data/session'
import type { Wallet } from '../../../data/types'
import { t } from '../../../i18n'
import { AmountPad } from '../../../ui/AmountPad'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { formatCoins, formatDigits } from '../../../ui/money'
import { navigate } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Skeleton } from '../../../ui/Skeleton'
import '../identity.css'

/** How much a shop may take without a question; above it the phone asks for the passkey. */
export default function LimitScreen() {
  const worn = hat.value
  useEffect(() => {
    if (!wallet.peek()) loadWallet().catch(() => undefined)
  }, [])
  if (worn && wallet.value) return <Limit worn={worn} now={wallet.value.limit} />
  return (
    <Screen title={t('identity.me.limit')} back="/me">
      <Skeleton shape="amount" />
    </Screen>
  )
}

function Limit({ worn, now }: { worn: Hat; now: number }) {
  const unit = worn.community.currency
  const [typed, setTyped] = useState(now > 0 ? plainDigits(now, unit.decimals) : '')
  const [limit, setLimit] = useState(now)
  const { busy, error, run } = useDoing()
  const save = (): void =>
    void run('save', async () => {
      wallet.value = await api.put<Wallet>(`/communities/${worn.community.id}/wallet/limit`, { limit })
    }).then((worked) => worked && navigate('/me', { replace: true }))
  const action = (
    <Button busy={busy !== null} disabled={limit === now} onClick={save}>
      {limit === 0
        ? t('identity.limit.always')
        : t('identity.limit.save', { amount: formatCoins(limit, unit) })}
    </Button>
  )
  return (
    <Screen title={t('identity.me.limit')} back="/me" action={action}>
      <p class="soft">{t('identity.limit.text', { zero: formatDigits(0, unit) })}</p>
      <AmountPad
        unit={unit}
        typed={typed}
        max={community.value?.settings.max_payment}
        onType={(next, minor) => {
          setTyped(next)
          setLimit(minor)
        }}
      />
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

/** Minor units as the amount pad keeps them: with 2 decimals 1250 is "12.50" and 2500 is "25". */
function plainDigits(minor: number, decimals: number): string {
  if (decimals === 0) return String(minor)
  const digits = String(minor).padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals)
  const whole = digits.slice(0, -decimals)
  return Number(fraction) === 0 ? whole : `${whole}.${fraction}`
}
