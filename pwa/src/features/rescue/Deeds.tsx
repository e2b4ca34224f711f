import type { Helper } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'

/** What is about to be done with a helper, or for whom one helps. */
export type Deed = { kind: 'end' | 'withdraw' | 'block'; helper: Helper }

type Props = { deed: Deed | null; onClose: () => void; onDone: () => void }

/** Asks once more before it ends, or before somebody's phones stop. */
export function Deeds({ deed, onClose, onDone }: Props) {
  const { busy, error, run } = useDoing()
  const name = deed?.helper.name ?? ''
  const confirm = async (): Promise<void> => {
    const path = `/helpers/${deed?.helper.id}`
    const block = deed?.kind === 'block'
    if (!(await run('deed', () => (block ? api.post(`${path}/block`) : api.delete(path))))) return
    if (block) announce(t('rescue.helpers.blocked'))
    onClose()
    onDone()
  }
  return (
    <Confirm
      open={deed !== null}
      {...wordsOf(deed?.kind ?? 'end', name)}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  )
}

function wordsOf(kind: Deed['kind'], name: string): { title: string; text: string; action: string } {
  if (kind === 'block')
    return {
      title: t('rescue.helpers.blockTitle', { name }),
      text: t('rescue.helpers.blockText', { name }),
      action: t('rescue.helpers.block'),
    }
  if (kind === 'withdraw')
    return {
      title: t('rescue.helpers.endOffer'),
      text: t('rescue.helpers.endOfferText'),
      action: t('rescue.helpers.end'),
    }
  return {
    title: t('rescue.helpers.endTitle', { name }),
    text: t('rescue.helpers.endText', { name }),
    action: t('rescue.helpers.end'),
  }
}
