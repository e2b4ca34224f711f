import { useState } from 'preact/hooks'
import { isTold, pushAbility } from '../../data/push'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'

const LATER = 'wm.push.later'
const MONTH = 30 * 86_400_000

/** Offered where somebody reads what they would have liked to hear sooner; once a month at most. */
export function AskToTell() {
  const [away, setAway] = useState(() => isTold() || !mayAsk())
  if (away) return null
  const later = (): void => {
    localStorage.setItem(LATER, String(Date.now()))
    setAway(true)
  }
  return (
    <Notice title={t('push.ask.title')} next={t('push.ask.text')}>
      <div class="notice-answers">
        <Button fit href="/me/push">
          {t('push.here.turnOn')}
        </Button>
        <Button fit look="plain" onClick={later}>
          {t('push.ask.later')}
        </Button>
      </div>
    </Notice>
  )
}

function mayAsk(): boolean {
  const ability = pushAbility()
  const lately = Date.now() - Number(localStorage.getItem(LATER) ?? 0) < MONTH
  return (ability === 'able' || ability === 'install') && !lately
}
