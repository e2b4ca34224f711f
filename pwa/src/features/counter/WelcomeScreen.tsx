import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { Icon, type IconName } from '../../ui/Icon'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { hatAt } from './place'
import './welcome.css'

/** Three steps for somebody who stands behind this counter for the first time. */
export default function WelcomeScreen({ params }: ScreenProps) {
  const shopId = params.org ?? ''
  const worn = hatAt(shopId)
  const shop = worn?.organisation?.name ?? ''
  const coins = worn?.community.currency.plural ?? ''
  const steps: { icon: IconName; title: string; text: string }[] = [
    { icon: 'keyboard', title: t('counter.welcome.amount'), text: t('counter.welcome.amountText') },
    { icon: 'scan', title: t('counter.welcome.scan'), text: t('counter.welcome.scanText') },
    { icon: 'check', title: t('counter.welcome.same'), text: t('counter.welcome.sameText') },
  ]
  return (
    <Screen
      title={t('counter.welcome.title')}
      action={<Button href={`/counter/${shopId}`}>{t('counter.welcome.go')}</Button>}
    >
      <div class="welcome-hero">
        <Coin name={worn?.community.name ?? ''} size={80} />
        <p>{t('counter.welcome.shop', { shop, coins })}</p>
      </div>
      <ol class="welcome-steps">
        {steps.map(({ icon, title, text }) => (
          <li key={icon}>
            <span class="welcome-icon">
              <Icon name={icon} size={28} />
            </span>
            <span>
              <span class="strong">{title}</span>
              <span class="soft small">{text}</span>
            </span>
          </li>
        ))}
      </ol>
    </Screen>
  )
}
