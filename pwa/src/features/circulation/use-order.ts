import { useEffect, useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { type Pending, pendingIn, sendOnce } from '../../data/pending'
import type { ApiError } from '../../data/problem'
import { announce } from '../../ui/announce'

/** A command that moves coin once: what of it may have got lost, and how to send it (again). */
export function useOrder<Body, Result>(
  slot: string,
  collection: string,
  onDone: (result: Result, body: Body) => string,
): {
  lost: Pending<Body> | undefined
  busy: boolean
  error: ApiError | undefined
  send: (body: Body) => Promise<boolean>
} {
  const [lost, setLost] = useState<Pending<Body>>()
  const { busy, error, run } = useDoing()
  const look = (): Promise<void> => pendingIn<Body>(slot).then(setLost)
  useEffect(() => void look(), [slot])
  const send = async (body: Body): Promise<boolean> => {
    const order = lost?.body ?? body
    const sent = await run('send', async () => {
      const result = await sendOnce<Result>(slot, collection, order)
      announce(onDone(result, order))
    })
    await look()
    return sent
  }
  return { lost, busy: busy !== null, error, send }
}
