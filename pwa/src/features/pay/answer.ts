import { api } from '../../data/client'
import { type Ceremony, usePasskey } from '../../data/passkey'
import { isExample } from '../../data/server'
import { me } from '../../data/session'
import type { Payment } from '../../data/types'

/** The payer agrees, proved by a passkey; a person of the example who has none taps. Throws ApiError. */
export async function confirmPayment(id: string): Promise<Payment> {
  if (!me.peek()?.has_passkey && isExample()) return confirmInExample(id)
  const { challenge_id, public_key } = await api.post<Ceremony>(`/payments/${id}/confirm/options`)
  const credential = await usePasskey(public_key)
  return api.post<Payment>(`/payments/${id}/confirm`, { challenge_id, credential })
}

/** The payer refuses; nothing is paid. Throws ApiError. */
export const declinePayment = (id: string): Promise<Payment> => api.post<Payment>(`/payments/${id}/decline`)

/** The payer needs longer; the server gives the whole time again, up to its own end. Throws ApiError. */
export const moreTime = (id: string): Promise<Payment> => api.post<Payment>(`/payments/${id}/wait`)

const confirmInExample = (payment_id: string): Promise<Payment> =>
  api.post<Payment>('/example/confirm-payment', { payment_id })
