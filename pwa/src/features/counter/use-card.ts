import { useEffect, useRef, useState } from 'preact/hooks'
import { api, online } from '../../data/client'
import { sendCommand } from '../../data/command'
import { forgetPending, isSettled, makePending, type Pending, pendingIn } from '../../data/pending'
import { ApiError, asApiError } from '../../data/problem'
import type { CardBalance, Payment } from '../../data/types'

/** What is kept on the device while a card pays: never the PIN. */
export type CardOrder = { shop_id: string; amount: number; card: string }

/** A card at the counter. `amount` 0: only its balance is asked for. */
export type CardStep =
  | { step: 'none' }
  | { step: 'pin'; card: string; amount: number; trouble?: ApiError }
  | { step: 'sending'; id: string; amount: number; earlier: boolean }
  | { step: 'balance'; found: CardBalance }
  | { step: 'paid'; payment: Payment }
  | { step: 'refused'; trouble: ApiError; amount: number }

export type Cards = {
  now: CardStep
  /** A card was shown; the customer gets to type the PIN. */
  show: (card: string, amount: number) => void
  pay: (pin: string) => void
  openBalance: (pin: string) => void
  done: () => void
}

const PAUSES = [400, 1_000, 2_000, 4_000]
const WORTH_TELLING = 10 * 60_000
/** After these the customer types the PIN again, on the same screen. */
const TYPED_AGAIN = new Set(['card_pin_wrong', 'pin_invalid'])

/** One card at a time at one counter; what was sent last is found out after a restart, without the PIN. */
export function useCard(shopId: string): Cards {
  const slot = `counter card ${shopId}`
  const [now, setNow] = useState<CardStep>({ step: 'none' })
  const busy = useRef(false)
  const stop = useRef(new AbortController())
  const done = (): void => {
    setNow({ step: 'none' })
    void forgetPending(slot)
    busy.current = false
  }
  const follow = async (order: Pending<CardOrder>, pin: string | null): Promise<void> => {
    const { signal } = stop.current
    busy.current = true
    setNow({ step: 'sending', id: order.id, amount: order.body.amount, earlier: pin === null })
    const outcome = await outcomeOf(order, pin, signal)
    if (signal.aborted) return
    busy.current = false
    const { card, amount } = order.body
    if (outcome.step === 'paid') setNow(outcome)
    else if (pin === null) done()
    else {
      await forgetPending(slot)
      const again = TYPED_AGAIN.has(outcome.trouble.code)
      setNow(again ? { step: 'pin', card, amount, trouble: outcome.trouble } : outcome)
    }
  }
  useEffect(() => {
    stop.current = new AbortController()
    void pendingIn<CardOrder>(slot).then((order) => {
      if (!order || stop.current.signal.aborted) return
      if (Date.now() - Date.parse(order.madeAt) > WORTH_TELLING) void forgetPending(slot)
      else void follow(order, null)
    })
    return () => stop.current.abort()
  }, [slot])
  const pay = async (pin: string): Promise<void> => {
    if (busy.current || now.step !== 'pin') return
    const { card, amount } = now
    busy.current = true
    if (!online.peek()) {
      busy.current = false
      setNow({ step: 'refused', trouble: new ApiError('offline'), amount })
      return
    }
    await follow(await makePending<CardOrder>(slot, { shop_id: shopId, amount, card }), pin)
  }
  const openBalance = async (pin: string): Promise<void> => {
    if (busy.current || now.step !== 'pin') return
    const { card } = now
    busy.current = true
    try {
      const found = await api.post<CardBalance>(`/organisations/${shopId}/cards/open`, { card, pin })
      setNow({ step: 'balance', found })
    } catch (problem) {
      const trouble = asApiError(problem)
      const again = TYPED_AGAIN.has(trouble.code)
      setNow(again ? { ...now, trouble } : { step: 'refused', trouble, amount: 0 })
    } finally {
      busy.current = false
    }
  }
  return {
    now,
    show: (card, amount) => {
      if (!busy.current) setNow({ step: 'pin', card, amount })
    },
    pay: (pin) => void pay(pin),
    openBalance: (pin) => void openBalance(pin),
    done,
  }
}

type Outcome = Extract<CardStep, { step: 'paid' | 'refused' }>

/** Sent with the same id until the server has answered, so that a card pays once whatever the network does. */
async function outcomeOf(
  { id, body }: Pending<CardOrder>,
  pin: string | null,
  stop: AbortSignal,
): Promise<Outcome> {
  for (let tried = 0; ; tried++) {
    try {
      const payment = await sendCommand<Payment>(`/card-payments/${id}`, { ...body, pin }, [])
      return { step: 'paid', payment }
    } catch (problem) {
      if (isSettled(problem) || asApiError(problem).status === 401 || stop.aborted)
        return { step: 'refused', trouble: asApiError(problem), amount: body.amount }
    }
    await new Promise((resume) => setTimeout(resume, PAUSES[Math.min(tried, PAUSES.length - 1)]))
  }
}
