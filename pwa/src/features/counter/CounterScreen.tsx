import { useEffect } from 'preact/hooks'
import { online } from '../../data/client'
import type { Hat } from '../../data/session'
import { t } from '../../i18n'
import { allowSound } from '../../ui/chime'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { CardResult } from './CardResult'
import { CardStep } from './CardStep'
import { Closed } from './Closed'
import { KeyIn } from './KeyIn'
import { hatAt } from './place'
import { Result } from './Result'
import { ScanStep } from './ScanStep'
import { Today } from './Today'
import { TypedCode } from './TypedCode'
import { useCounter, useShop, useToday } from './use-counter'
import './counter.css'

/** The counter: the amount, the customer's code, and what became of it. */
export default function CounterScreen({ params }: ScreenProps) {
  const shopId = params.org ?? ''
  const worn = hatAt(shopId)
  const shop = useShop(worn?.community.id ?? '', shopId)
  if (!worn) return <Screen title={t('counter.title')} />
  if (shop.data?.status === 'closed') return <Closed shop={shop.data} onOpened={() => void shop.reload()} />
  return <Counter key={shopId} shopId={shopId} worn={worn} share={shop.data?.coin_share ?? null} />
}

/** `share`: the percentage of a price that this shop takes in coin, if it said so. */
function Counter({ shopId, worn, share }: { shopId: string; worn: Hat; share: number | null }) {
  const counter = useCounter(shopId, worn)
  const { step, sale, unit, pad, hint } = counter
  const till = useToday(shopId, step)
  useEffect(allowSound, [])
  return (
    <div class="counter" data-step={step} data-offline={!online.value || undefined}>
      <section class="counter-keys">
        <KeyIn counter={counter} today={till.data} share={share} />
      </section>
      <section class="counter-result">
        {step === 'scan' && (
          <ScanStep
            unit={unit}
            amount={pad.amount}
            hint={hint}
            home={counter.home}
            onText={counter.given}
            onCode={() => counter.setTyping(true)}
          />
        )}
        {step === 'none' && <Today till={till.data} unit={unit} shopId={shopId} />}
        {counter.cards.now.step === 'pin' && (
          <CardStep
            at={counter.cards.now}
            cards={counter.cards}
            unit={unit}
            onStop={() => counter.toPad(false)}
          />
        )}
        <CardResult
          now={counter.cards.now}
          unit={unit}
          onNext={() => counter.toPad(true)}
          onOtherAmount={() => counter.toPad(false)}
        />
        <Result
          sale={sale}
          unit={unit}
          onCancel={counter.cancel}
          onNext={() => counter.toPad(true)}
          onOtherAmount={() => counter.toPad(false)}
          onScanAgain={counter.scanAgain}
        />
      </section>
      <TypedCode
        open={counter.typing}
        amount={pad.amount}
        unit={unit}
        hint={hint}
        onCode={counter.given}
        onClose={() => counter.setTyping(false)}
      />
    </div>
  )
}
