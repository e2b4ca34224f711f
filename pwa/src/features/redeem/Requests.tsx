import { useState } from 'preact/hooks'
import type { Redemption } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { formatEuro } from '../../ui/euro'
import { Card } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { State } from './State'

type Props = {
  redemptions: Redemption[]
  unit: Unit
  last4: string | null
  mayAct: boolean
  onChanged: (words: string) => void
}

type Act = { kind: 'cancel' | 'again'; request: Redemption }

/** The requests of an organisation, newest first, each with how far it is. */
export function Requests({ redemptions, unit, last4, mayAct, onChanged }: Props) {
  const [act, setAct] = useState<Act | null>(null)
  return (
    <Card title={t('redeem.requests')}>
      {redemptions.length === 0 ? (
        <EmptyState picture="bridge" text={t('redeem.requestsEmpty')} />
      ) : (
        <ul class="list" aria-label={t('redeem.requests')}>
          {redemptions.map((one) => (
            <Request key={one.id} request={one} unit={unit} onAct={mayAct ? setAct : undefined} />
          ))}
        </ul>
      )}
      <Acting act={act} unit={unit} last4={last4 ?? ''} onClose={() => setAct(null)} onChanged={onChanged} />
    </Card>
  )
}

type RequestProps = { request: Redemption; unit: Unit; onAct: ((act: Act) => void) | undefined }

function Request({ request, unit, onAct }: RequestProps) {
  const { status, euro_cents, amount, at, execution_day: _, return_reason: code } = request
  return (
    <li class="redeem-request">
      <p class="redeem-request-top">
        <strong dir="ltr">{formatEuro(euro_cents)}</strong>
        <State state={status} words={t(`redeem.state.${status}`)} />
      </p>
      <p class="soft small">
        {t('redeem.requestOf', { amount: formatCoins(amount, unit), when: whenSaid(at) })}
      </p>
      {status === 'returned' && <p>{t('redeem.returnedText', { code: code ?? '?' })}</p>}
      {onAct && status === 'open' && (
        <Button look="quiet" fit onClick={() => onAct({ kind: 'cancel', request })}>
          {t('redeem.cancel')}
        </Button>
      )}
      {onAct && status === 'returned' && (
        <Button look="quiet" fit onClick={() => onAct({ kind: 'again', request })}>
          {t('redeem.again')}
        </Button>
      )}
    </li>
  )
}

type ActingProps = {
  act: Act | null
  unit: Unit
  last4: string
  onClose: () => void
  onChanged: (words: string) => void
}

function Acting({ act, unit, last4, onClose, onChanged }: ActingProps) {
  const { busy, error, run } = useDoing()
  const amount = formatCoins(act?.request.amount ?? 0, unit)
  const euro = formatEuro(act?.request.euro_cents ?? 0)
  const again = act?.kind === 'again'
  const go = async (): Promise<void> => {
    const path = `/redemptions/${act?.request.id}/${again ? 'send-again' : 'cancel'}`
    if (!(await run('act', () => api.post(path)))) return
    const words = again ? t('redeem.done', { euro }) : t('redeem.cancelled')
    announce(words)
    onClose()
    onChanged(words)
  }
  return (
    <Confirm
      open={act !== null}
      title={again ? t('redeem.againTitle', { euro }) : t('redeem.cancelTitle')}
      text={again ? t('redeem.againText', { amount, last4 }) : t('redeem.cancelText', { amount })}
      action={t(again ? 'redeem.again' : 'redeem.cancel')}
      harmless={again}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void go()}
      onClose={onClose}
    />
  )
}
