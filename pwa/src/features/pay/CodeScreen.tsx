import { useState } from 'preact/hooks'
import { online } from '../../data/client'
import { clockIsWrong, clockSkew, trustOwnClock } from '../../data/clock'
import { useDoing } from '../../data/doing'
import { type Hat, wallet } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ClockNotice } from '../../ui/ClockNotice'
import { Countdown } from '../../ui/Countdown'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { errorText } from '../../ui/error-text'
import { Icon } from '../../ui/Icon'
import { formatCoins, formatDigits, type Unit, unitOf } from '../../ui/money'
import { QrCode } from '../../ui/QrCode'
import { navigate, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import type { ShownCode } from './make-code'
import { type OfflineSale, reasonForNone } from './offline-sale'
import { ShortCode } from './ShortCode'
import type { LiveCode } from './use-code'

type Props = {
  worn: Hat
  exact: number | null
  live: LiveCode
  offline: OfflineSale | null
  onAnswer: (taken: boolean) => Promise<void>
}

/** The code to hold before the shop's camera. */
export function CodeScreen({ worn, exact, live, offline, onAnswer }: Props) {
  const [reading, setReading] = useState(false)
  const unit = worn.community.currency
  const title = exact === null ? t('pay.show') : t('pay.showExact', { amount: formatCoins(exact, unit) })
  return (
    <Screen title={title} quietTitle back="/home" deep aside={<Balance unit={unit} />}>
      {clockIsWrong.value && (
        <ClockNotice skew={clockSkew.value} onTrust={online.value ? undefined : trustOwnClock} />
      )}
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
      {live.code?.carries ? (
        <Answer onAnswer={onAnswer} />
      ) : (
        <Ways exact={exact} code={live.code} onRead={() => setReading(true)} />
      )}
      <Hint live={live} unit={unit} offline={offline} exact={exact} />
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

/** The other ways to pay with a code. */
function Ways({
  exact,
  code,
  onRead,
}: {
  exact: number | null
  code: ShownCode | undefined
  onRead: () => void
}) {
  return (
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
      {online.value && code && (
        <button type="button" class="pay-read" onClick={onRead}>
          {t('pay.readOut')}
        </button>
      )}
      {online.value && exact !== null && !search.value.has('both') && (
        <a class="pay-read" href={`/pay?exact=${exact}&both`}>
          {t('pay.bothOffline')}
        </a>
      )}
    </div>
  )
}

/** Between two phones without a network only the person can tell this one what the shop's screen says. */
function Answer({ onAnswer }: { onAnswer: (taken: boolean) => Promise<void> }) {
  const { busy, run } = useDoing()
  return (
    <div class="pay-answer">
      <Button busy={busy === 'yes'} onClick={() => void run('yes', () => onAnswer(true))}>
        {t('pay.tookIt')}
      </Button>
      <Button look="quiet" busy={busy === 'no'} onClick={() => void run('no', () => onAnswer(false))}>
        {t('pay.notTaken')}
      </Button>
    </div>
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

type HintProps = { live: LiveCode; unit: Unit; offline: OfflineSale | null; exact: number | null }

/** One line under the code: the most useful thing to know now. */
function Hint({ live: { code, round }, unit, offline, exact }: HintProps) {
  if (code?.carries) return <Line>{t('pay.carries')}</Line>
  if (offline && code && !code.byServer)
    return <Line icon="offline">{whyNotCarried(offline.left, unit)}</Line>
  if (!online.value)
    return (
      <Line icon={code?.byServer ? 'warning' : 'offline'}>
        {t(code?.byServer ? 'pay.needsNet' : exact === null ? 'pay.plainOffline' : 'pay.offline')}
      </Line>
    )
  if (round > 1) return <Line icon="sun">{t('pay.brighter')}</Line>
  return <Line>{t(code?.byServer ? 'pay.byServer' : 'pay.worksOffline')}</Line>
}

/** Why a shop without a network cannot take this code. */
function whyNotCarried(left: number | null, unit: Unit): string {
  if (left !== null) return t('pay.allowance.over', { amount: formatCoins(left, unit) })
  const code = reasonForNone()
  return t('pay.allowance.none', { why: code ? errorText({ code }).title : t('pay.allowance.notFetched') })
}

function Line({ icon, children }: { icon?: 'offline' | 'sun' | 'warning'; children: string }) {
  return (
    <p class="pay-hint">
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </p>
  )
}
