import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Payer } from '../../data/types'
import { t } from '../../i18n'
import { Confirm } from '../../ui/Confirm'

type Props = { payer: Payer | null; onClose: () => void; onDone: () => void }

/** Ends somebody's mandate, on behalf of whoever looks after the plan. */
export function StopSheet({ payer, onClose, onDone }: Props) {
  const { busy, error, run } = useDoing()
  const stop = async (): Promise<void> => {
    if (!(await run('stop', () => api.post(`/mandates/${payer?.mandate.id}/stop`)))) return
    onClose()
    onDone()
  }
  return (
    <Confirm
      open={payer !== null}
      title={t('mandates.payers.stopTitle', { name: payer?.mandate.party ?? '' })}
      text={t('mandates.payers.stopText')}
      action={t('mandates.payers.stop')}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void stop()}
      onClose={onClose}
    />
  )
}
