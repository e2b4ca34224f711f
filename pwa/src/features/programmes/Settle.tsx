import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Programme } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Card } from '../../ui/List'
import { formatCoins, type Unit } from '../../ui/money'

type Props = { programme: Programme; unit: Unit; onDestroy: () => void; onClosed: () => void }

/** The end of a programme: what budgets hold comes back, and what nobody needs stops existing. */
export function Settle({ programme, unit, onDestroy, onClosed }: Props) {
  const [sure, setSure] = useState(false)
  const { busy, error, run } = useDoing()
  const { id, status, balance, in_budgets } = programme
  const close = async (): Promise<void> => {
    if (!(await run('close', () => api.post(`/programmes/${id}/close`, {})))) return
    setSure(false)
    onClosed()
  }
  if (status === 'closed' && balance === 0) return null
  return (
    <Card title={t('programmes.close.title')}>
      <p>{t(status === 'open' ? 'programmes.close.text' : 'programmes.destroy.why')}</p>
      <div class="programme-ways">
        {balance > 0 && (
          <Button look="quiet" onClick={onDestroy}>
            {t('programmes.destroy.short')}
          </Button>
        )}
        {status === 'open' && (
          <Button look="danger" onClick={() => setSure(true)}>
            {t('programmes.close.now')}
          </Button>
        )}
      </div>
      <Confirm
        open={sure}
        title={t('programmes.close.sure')}
        text={t('programmes.close.sureText', { amount: formatCoins(in_budgets, unit) })}
        action={t('programmes.close.now')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void close()}
        onClose={() => setSure(false)}
      />
    </Card>
  )
}
