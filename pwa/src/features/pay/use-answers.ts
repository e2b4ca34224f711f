import { useEffect, useRef, useState } from 'preact/hooks'
import { api, online } from '../../data/client'
import type { Payment } from '../../data/types'
import type { ShownCode } from './make-code'
import { useVisible } from './use-visible'

const EVERY = 1000
/** After a lost connection: often enough to notice that it is back. */
const EVERY_OFFLINE = 4000

export type Answers = {
  /** The newest thing that happened to a code of this screen and was not put aside. */
  payment: Payment | undefined
  /** Takes what the server answered to a command, before the next look. */
  learn: (payment: Payment) => void
  /** Not to be shown again. */
  putAside: (payment: Payment) => void
}

/** Asks every second what became of the codes that were shown on this screen, from the first one on. */
export function useAnswers(communityId: string, code: ShownCode | undefined): Answers {
  const [known, setKnown] = useState<Payment[]>([])
  const [aside, setAside] = useState<string[]>([])
  const first = useRef<ShownCode>(null)
  if (code && first.current?.keyIdHex !== code.keyIdHex) first.current = code
  const visible = useVisible()
  const from = first.current
  useEffect(() => {
    if (!visible || !from) return undefined
    const query = new URLSearchParams({ key_id: from.keyIdHex, from: String(from.counter) })
    return keepAsking(`/communities/${communityId}/my-codes?${query}`, setKnown)
  }, [communityId, visible, from?.keyIdHex])
  return {
    payment: known.find(({ id }) => !aside.includes(id)),
    learn: (payment) => setKnown((before) => [payment, ...before.filter(({ id }) => id !== payment.id)]),
    putAside: ({ id }) => setAside((before) => [...before, id]),
  }
}

function keepAsking(path: string, tell: (payments: Payment[]) => void): () => void {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout>
  const ask = async (): Promise<void> => {
    await api.get<{ payments: Payment[] }>(path, stop.signal).then(
      ({ payments }) => stop.signal.aborted || tell(payments),
      () => undefined,
    )
    if (!stop.signal.aborted) timer = setTimeout(ask, online.peek() ? EVERY : EVERY_OFFLINE)
  }
  timer = setTimeout(ask, EVERY)
  return () => {
    stop.abort()
    clearTimeout(timer)
  }
}
