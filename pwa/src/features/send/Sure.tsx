import type { Party } from '../../data/api-types'
import { community, wallet } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import type { Payment } from './use-payment'

type Props = {
  payee: Party
  unit: Unit
  amount: number
  words: string
  payment: Payment
  onPay: () => void
  onChange: (() => void) | undefined
}

/** Who, how much, what for: one look before the coins go. */
export function Sure({ payee, unit, amount, words, payment, onPay, onChange }: Props) {
  const { busy, error, earlier, again } = payment
  const balance = wallet.value?.balance
  const short = balance !== undefined && amount > balance && !earlier
  const asks = amount > (wallet.value?.limit ?? community.value?.settings.default_limit ?? amount)
  const title = t('send.pay.sure', { amount: formatCoins(amount, unit), name: payee.name })
  const action = (
    <>
      <Button busy={busy} disabled={short} onClick={earlier ? again : onPay}>
        {earlier ? t('send.pay.finish') : t('send.pay.now', { amount: formatCoins(amount, unit) })}
      </Button>
      {onChange && !busy && (
        <Button look="quiet" onClick={onChange}>
          {t('send.pay.otherAmount')}
        </Button>
      )}
    </>
  )
  return (
    <Screen title={title} quietTitle back="/send" action={action}>
      <div class="send-sure">
        <Avatar name={payee.name} size={88} />
        <p class="send-name">
          <span class="soft">{t(payee.kind === 'shop' ? 'send.pay.shopAsks' : 'send.pay.toWhom')}</span>
          <bdi>{payee.name}</bdi>
        </p>
        <Amount value={amount} unit={unit} />
        {words && (
          <p class="send-words">
            <bdi>{words}</bdi>
          </p>
        )}
        {short ? (
          <p class="send-too-much" role="alert">
            {t('send.pay.tooMuch', { amount: formatCoins(balance, unit) })}
          </p>
        ) : (
          asks && (
            <p class="send-asks soft">
              <Icon name="key" size={20} />
              <span>{t('send.pay.asks')}</span>
            </p>
          )
        )}
        {earlier && <Notice kind="info" title={t('send.pay.earlier')} next={t('send.pay.earlierNext')} />}
        {error && <ErrorNotice trouble={error} />}
      </div>
    </Screen>
  )
}
