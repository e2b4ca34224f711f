import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { errorText } from '../../ui/error-text'
import { formatCoins, type Unit } from '../../ui/money'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { Screen } from '../../ui/Screen'
import { Paid, Sending } from './Result'
import type { CardStep } from './use-card'

type Props = {
  now: CardStep
  unit: Unit
  onNext: () => void
  onOtherAmount: () => void
}

/** What became of a card at the counter. */
export function CardResult({ now, unit, onNext, onOtherAmount }: Props) {
  if (now.step === 'sending')
    return <Sending key={now.id} amount={now.amount} unit={unit} earlier={now.earlier} />
  if (now.step === 'paid') return <Paid payment={now.payment} unit={unit} onNext={onNext} />
  if (now.step === 'refused')
    return (
      <RefusedScreen
        trouble={now.trouble}
        words={wordsOf(now, unit)}
        action={t('counter.otherAmount')}
        onAction={onOtherAmount}
        second={t('counter.next')}
        onSecond={onNext}
      />
    )
  if (now.step !== 'balance') return null
  const { name, balance } = now.found
  return (
    <Screen
      title={t('counter.card.balanceTitle')}
      action={<Button onClick={onNext}>{t('counter.card.done')}</Button>}
    >
      <div class="counter-card-balance" role="status">
        <p class="strong">
          <bdi>{name}</bdi>
        </p>
        <p class="soft">{t('counter.card.balance')}</p>
        <Amount value={balance} unit={unit} size="big" />
      </div>
    </Screen>
  )
}

/** The ceilings of a card say how much is possible. */
function wordsOf({ trouble }: Extract<CardStep, { step: 'refused' }>, unit: Unit) {
  const { limit, left } = trouble.params as { limit?: number; left?: number }
  const { title } = errorText(trouble)
  const most = formatCoins(Number(limit), unit)
  if (trouble.code === 'card_limit') return { title, next: t('counter.card.limit', { limit: most }) }
  if (trouble.code !== 'card_day_limit') return undefined
  return { title, next: t('counter.card.dayLimit', { left: formatCoins(Number(left), unit), limit: most }) }
}
