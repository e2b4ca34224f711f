import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { newsOf } from '../../data/live'
import { isSettled, type Pending } from '../../data/pending'
import { ApiError, asApiError } from '../../data/problem'
import type { Payment } from '../../data/types'

export type Order = { shop_id: string; amount: number; code: string }

/** After this long without an answer it is asked again with the same id, milliseconds. */
const ANSWER_WITHIN = 8_000
const PAUSES = [400, 1_000, 2_000]
const LAST_PAUSE = 4_000

/** Tries without an answer after which a shop stops waiting, when it can accept without a network. */
const PATIENCE = 2

/**
 * What became of an order: sent until the server has answered, always with the same id, so that it is taken once
 * whatever the network does. `instead` is what the shop can do without a network; once it
 * answers true, this resolves to null. Throws the server's refusal, or an abort.
 */
export async function settle(
  { id, body }: Pending<Order>,
  stop: AbortSignal,
  instead?: () => Promise<boolean>,
): Promise<Payment | null> {
  for (let tried = 0; ; tried++) {
    try {
      return await within(ANSWER_WITHIN, sendCommand<Payment>(`/payments/${id}`, body, []))
    } catch (problem) {
      stop.throwIfAborted()
      if (isSettled(problem) || asApiError(problem).status === 401) throw problem
      if (tried + 1 >= PATIENCE && (await instead?.())) return null
    }
    await pause(PAUSES[tried] ?? LAST_PAUSE)
    stop.throwIfAborted()
  }
}

/**
 * A payment that waits for its payer, until it does not wait any more; `onLonger` hears of it when
 * the payer took more time. Throws an abort.
 */
export async function untilAnswered(
  payment: Payment,
  stop: AbortSignal,
  onLonger: (payment: Payment) => void,
): Promise<Payment> {
  const news = newsOf(`payment:${payment.id}`)
  try {
    return await answered(payment, stop, onLonger, news.next)
  } finally {
    news.end()
  }
}

async function answered(
  payment: Payment,
  stop: AbortSignal,
  onLonger: (payment: Payment) => void,
  nextNews: () => Promise<void>,
): Promise<Payment> {
  let latest = payment
  while (latest.status === 'waiting') {
    await nextNews()
    stop.throwIfAborted()
    const before = latest
    latest = await api.get<Payment>(`/payments/${payment.id}`, stop).catch((problem) => {
      stop.throwIfAborted()
      if (asApiError(problem).retryable) return before
      throw problem
    })
    if (latest.status === 'waiting' && latest.expires_at !== before.expires_at) onLonger(latest)
  }
  return latest
}

/** Why a payment that was not refused at once is not paid, as the errors are named. */
export const endOf = ({ status, reason }: Payment): ApiError =>
  new ApiError(reason ?? `payment_${status}`, 409)

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, milliseconds))

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiError('offline')), milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
