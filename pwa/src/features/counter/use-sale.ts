import { useEffect, useRef, useState } from 'preact/hooks'
import { api, online } from '../../data/client'
import { forgetPending, makePending, type Pending, pendingIn } from '../../data/pending'
import { ApiError, asApiError } from '../../data/problem'
import type { CommunityBrief, Payment } from '../../data/types'
import { acceptOffline, carriesCertificate } from './offline/accept'
import { endOf, type Order, settle, untilAnswered } from './settle'

/** Where the sale at this counter stands. `earlier` is one that was found when the counter was opened again. */
export type Sale =
  | { step: 'none' }
  | { step: 'sending'; order: Pending<Order>; earlier: boolean }
  | { step: 'waiting'; payment: Payment }
  | { step: 'paid'; payment: Payment }
  /** Accepted without a network, not yet booked. */
  | { step: 'kept'; amount: number }
  | { step: 'refused'; trouble: ApiError; amount: number }

export type Sales = {
  sale: Sale
  /** Takes `amount` minor units by a code. While another sale is under way it does nothing. */
  take: (amount: number, code: string) => void
  /** Withdraws the question to the payer. */
  cancel: () => void
  /** The outcome was seen: on to the next customer. */
  done: () => void
}

/** Older outcomes were seen by somebody, or nobody remembers the customer, milliseconds. */
const WORTH_TELLING = 10 * 60_000

/** One sale at a time at one counter. What was sent last is settled and told, also after the app was closed. */
export function useSale(shopId: string, community: CommunityBrief): Sales {
  const slot = `counter ${shopId}`
  const [sale, setSale] = useState<Sale>({ step: 'none' })
  const busy = useRef(false)
  const stop = useRef(new AbortController())
  const tell = (next: Sale): void => {
    if (!stop.current.signal.aborted) setSale(next)
  }
  const follow = async (order: Pending<Order>, earlier: boolean): Promise<void> => {
    busy.current = true
    tell({ step: 'sending', order, earlier })
    const { signal } = stop.current
    const accept = (): Promise<void> =>
      acceptOffline({ ...order.body, paymentId: order.id, shopId, community })
    const asked = (payment: Payment): void => tell({ step: 'waiting', payment })
    const outcome = await (earlier || online.peek()
      ? outcomeOf(order, signal, asked, earlier ? undefined : accept)
      : outcomeOffline(order, accept))
    if (outcome.step === 'kept') await forgetPending(slot)
    if (signal.aborted) return
    if (outcome.step === 'none' || (earlier && isOld(order))) await done()
    else tell(outcome)
  }
  const done = async (): Promise<void> => {
    setSale({ step: 'none' })
    await forgetPending(slot)
    busy.current = false
  }
  useEffect(() => {
    stop.current = new AbortController()
    busy.current = true
    void pendingIn<Order>(slot).then((order) => {
      if (stop.current.signal.aborted) return
      if (order) void follow(order, true)
      else busy.current = false
    })
    return () => stop.current.abort()
  }, [slot])
  const take = async (amount: number, code: string): Promise<void> => {
    if (busy.current) return
    busy.current = true
    await follow(await makePending<Order>(slot, { shop_id: shopId, amount, code }, 'payments'), false)
  }
  return {
    sale,
    take: (amount, code) => void take(amount, code),
    cancel: () => {
      if (sale.step === 'waiting') void api.post(`/payments/${sale.payment.id}/cancel`).catch(() => undefined)
    },
    done: () => void done(),
  }
}

/** With a network; when the answer gets lost and the code allows it, the shop accepts it by itself after a while. */
async function outcomeOf(
  order: Pending<Order>,
  stop: AbortSignal,
  onWaiting: (payment: Payment) => void,
  accept?: () => Promise<void>,
): Promise<Sale> {
  const { amount, code } = order.body
  const instead = accept && carriesCertificate(code) ? () => worked(accept) : undefined
  try {
    const taken = await settle(order, stop, instead)
    if (!taken) return { step: 'kept', amount }
    if (taken.status === 'waiting') onWaiting(taken)
    const payment = await untilAnswered(taken, stop, onWaiting)
    if (payment.status === 'cancelled') return { step: 'none' }
    if (payment.status === 'paid') return { step: 'paid', payment }
    return { step: 'refused', trouble: endOf(payment), amount: payment.amount }
  } catch (problem) {
    return { step: 'refused', trouble: asApiError(problem), amount }
  }
}

/** Without a network nothing was sent, so a refusal of this phone is the last word. */
async function outcomeOffline({ body }: Pending<Order>, accept: () => Promise<void>): Promise<Sale> {
  const { amount, code } = body
  try {
    if (!/^WM/i.test(code)) throw new ApiError('certificate_missing')
    await accept()
    return { step: 'kept', amount }
  } catch (problem) {
    return { step: 'refused', trouble: asApiError(problem), amount }
  }
}

const worked = (work: () => Promise<void>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  )

const isOld = ({ madeAt }: Pending<unknown>): boolean => Date.now() - Date.parse(madeAt) > WORTH_TELLING
