import type { RedemptionQuote as Quote, Redemption } from '../../data/api-types'
import { useDoing } from '../../data/doing'
import { type Pending, sendOnce } from '../../data/pending'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'
import { formatEuro } from '../../ui/euro'
import { formatCoins, type Unit } from '../../ui/money'

/** The amount that stands on the screen, also when it is all there is: more may come in meanwhile. */
export type Order = { organisation_id: string; amount: number }

type Props = {
  open: boolean
  slot: string
  organisationId: string
  quote: Quote | null
  /** An order that may have got lost on its way; it goes out again before any other. */
  lost: Pending<Order> | undefined
  last4: string
  unit: Unit
  onClose: () => void
  onAsked: (made: Redemption) => void
}

/** Asks once more, then sends the request; after a lost answer the same one, which counts once. */
export function AskSheet({ open, slot, quote, lost, last4, unit, ...rest }: Props) {
  const { busy, error, run } = useDoing()
  const send = (): void => {
    const order: Order = { organisation_id: rest.organisationId, amount: quote?.amount ?? 0 }
    void run('ask', async () => {
      const made = await sendOnce<Redemption>(slot, 'redemptions', order)
      announce(t('redeem.done', { euro: formatEuro(made.euro_cents) }))
      rest.onAsked(made)
      rest.onClose()
    })
  }
  const euro = formatEuro(quote?.euro_cents ?? 0)
  const amount = formatCoins(quote?.amount ?? 0, unit)
  return (
    <Confirm
      open={open}
      title={lost ? t('redeem.lost') : t('redeem.confirmTitle', { euro })}
      text={lost ? t('redeem.lostNext') : t('redeem.confirmText', { amount, euro, last4 })}
      action={t(lost ? 'redeem.lostSend' : 'redeem.confirmNow')}
      busy={busy !== null}
      trouble={error}
      harmless
      onConfirm={send}
      onClose={rest.onClose}
    />
  )
}
