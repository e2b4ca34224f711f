import { useEffect, useState } from 'preact/hooks'
import type { Receipt, SendCommand } from '../../data/api-types'
import { useDoing } from '../../data/doing'
import { forgetPending, isSettled, pendingIn, sendOnce } from '../../data/pending'
import { type ApiError, asApiError } from '../../data/problem'
import { loadWallet } from '../../data/session'

export type Payment = {
  receipt: Receipt | undefined
  /** An earlier payment to the same payee whose answer got lost; it goes out again by itself. */
  earlier: SendCommand | undefined
  /** True until it is known whether there is an earlier one. */
  looking: boolean
  busy: boolean
  error: ApiError | undefined
  pay: (wanted: SendCommand) => void
  again: () => void
}

/**
 * Pays once: the command is kept under `slot` before it is sent, so that a second tap, a lost answer or a restart
 * is the same payment. What a restart left behind is settled first.
 */
export function usePayment(slot: string): Payment {
  const name = `send ${slot}`
  const [receipt, setReceipt] = useState<Receipt>()
  const [earlier, setEarlier] = useState<SendCommand>()
  const [looking, setLooking] = useState(true)
  const { busy, error, run } = useDoing()
  const settle = async (wanted: SendCommand): Promise<void> => {
    try {
      setReceipt(await sendOnce<Receipt>(name, 'sends', wanted))
      loadWallet().catch(() => undefined)
    } catch (problem) {
      // Nothing was booked without the passkey, so the payer may still change their mind.
      const undecided = asApiError(problem).code === 'fresh_login_required'
      if (undecided) await forgetPending(name)
      if (undecided || isSettled(problem)) setEarlier(undefined)
      else setEarlier(wanted)
      throw problem
    }
  }
  useEffect(() => {
    void pendingIn<SendCommand>(name).then((left) => {
      setLooking(false)
      if (!left) return
      setEarlier(left.body)
      void run('pay', () => settle(left.body))
    })
  }, [name])
  return {
    receipt,
    earlier,
    looking,
    busy: busy !== null,
    error,
    pay: (wanted) => void run('pay', () => settle(earlier ?? wanted)),
    again: () => earlier && void run('pay', () => settle(earlier)),
  }
}
