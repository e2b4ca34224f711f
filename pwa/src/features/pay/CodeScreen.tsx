import { useState } from 'preact/hooks'
import { online } from '../../data/client'
import { clockIsWrong, clockSkew } from '../../data/clock'
import { type Hat, wallet } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Countdown } from '../../ui/Countdown'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { formatCoins, formatDigits, type Unit, unitOf } from '../../ui/money'
import { QrCode } from '../../ui/QrCode'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ShortCode } from './ShortCode'
import type { LiveCode } from './use-code'

type Props = { worn: Hat; exact: number | null; live: LiveCode }

/** The code to hold before the shop's camera. */
export function CodeScreen({ worn, exact, live }: Props) {
  const [reading, setReading] = useState(false)
  const unit = worn.community.currency
  const title = exact === null ? t('pay.show') : t('pay.showExact', { amount: formatCoins(exact, unit) })
  return (
    <Screen title={title} quietTitle back="/home" deep aside={<Balance unit={unit} />}>
      {exact === null ? (
        <p class="pay-title">{title}</p>
      ) : (
        <div class="pay-exact">
          <p class="pay-exact-amount" dir="ltr">
            {formatDigits(exact, unit)}
          </p>
          <p>{t('pay.exactly', { unit: unitOf(exact, unit) })}</p>
        </div>
      )}
      <Code live={live} />
      {clockIsWrong.value && <WrongClock />}
      <div class="pay-actions">
        {exact === null ? (
          <Button look="quiet" href="/pay?choose">
            {t('pay.choose')}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => navigate('/pay', { replace: true })}>
            {t('pay.anyAmount')}
          </Button>
        )}
        {online.value && live.code && (
          <button type="button" class="pay-read" onClick={() => setReading(true)}>
            {t('pay.readOut')}
          </button>
        )}
      </div>
      <Hint live={live} />
      {live.code && (
        <ShortCode
          open={reading}
          communityId={worn.community.id}
          code={live.code}
          onClose={() => setReading(false)}
        />
      )}
    </Screen>
  )
}

function Balance({ unit }: { unit: Unit }) {
  return wallet.value ? <span>{formatCoins(wallet.value.balance, unit)}</span> : null
}

function Code({ live: { code, error, renew } }: { live: LiveCode }) {
  if (error) return <ErrorNotice trouble={error} onAgain={renew} />
  return (
    <>
      <div class="pay-code">{code && <QrCode text={code.text} label={t('pay.codeLabel')} />}</div>
      <div class="pay-countdown">
        {code && (
          <Countdown
            key={code.counter}
            from={code.from}
            until={code.until}
            words={(seconds) => t('pay.next', { seconds })}
          />
        )}
      </div>
    </>
  )
}

/** One line under the code: the most useful thing to know now. */
function Hint({ live: { code, round } }: { live: LiveCode }) {
  if (!online.value)
    return (
      <Line icon={code?.byServer ? 'warning' : 'offline'}>
        {t(code?.byServer ? 'pay.needsNet' : 'pay.offline')}
      </Line>
    )
  if (round > 1) return <Line icon="sun">{t('pay.brighter')}</Line>
  return <Line>{t(code?.byServer ? 'pay.byServer' : 'pay.worksOffline')}</Line>
}

function Line({ icon, children }: { icon?: 'offline' | 'sun' | 'warning'; children: string }) {
  return (
    <p class="pay-hint">
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </p>
  )
}

/** A phone whose clock is wrong makes codes that are refused when it cannot ask the server for the time. */
function WrongClock() {
  const minutes = Math.max(1, Math.round(Math.abs(clockSkew.value) / 60_000))
  const way = clockSkew.value > 0 ? 'behind' : 'ahead'
  return <Line icon="warning">{t('pay.clock', { minutes, way })}</Line>
}
