import { useRef, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useNews } from '../../data/live'
import type { Payment } from '../../data/types'
import type { ShownCode } from './make-code'

export type Answers = {
  /** The newest thing that happened to a code of this screen and was not put aside. */
  payment: Payment | undefined
  /** Takes what the server answered to a command, before the next look. */
  learn: (payment: Payment) => void
  /** Not to be shown again. */
  putAside: (payment: Payment) => void
}

/** Learns within about a second what became of the codes that were shown on this screen, from the first one on. */
export function useAnswers(communityId: string, code: ShownCode | undefined): Answers {
  const [known, setKnown] = useState<Payment[]>([])
  const [aside, setAside] = useState<string[]>([])
  const first = useRef<ShownCode>(null)
  if (code && first.current?.keyIdHex !== code.keyIdHex) first.current = code
  const from = first.current
  useNews(from ? `codes:${from.keyIdHex}.${from.counter}` : undefined, () => {
    const query = new URLSearchParams({ key_id: from?.keyIdHex ?? '', from: String(from?.counter) })
    return api
      .get<{ payments: Payment[] }>(`/communities/${communityId}/my-codes?${query}`)
      .then(({ payments }) => setKnown(payments))
  })
  return {
    payment: known.find(({ id }) => !aside.includes(id)),
    learn: (payment) => setKnown((before) => [payment, ...before.filter(({ id }) => id !== payment.id)]),
    putAside: ({ id }) => setAside((before) => [...before, id]),
  }
}
