import { PHONES, type PhoneRole, phoneOrigin } from './hosts'
import { type Ask, messageOf, type Read, type Reply, type Shown } from './messages'

const PATIENCE = 9000

/** The phones of the page: who stands in which frame, and what is asked of them. */
export type Phones = {
  /** Names the frame of a role; null when it is gone. */
  hold: (role: PhoneRole, frame: HTMLIFrameElement | null) => void
  show: (role: PhoneRole, at: 'code' | 'poster') => Promise<Shown | null>
  read: (role: PhoneRole, at: 'counter' | 'scanner', frame: ImageData) => Promise<Read | null>
  /** Listens until the returned function is called. */
  listen: () => () => void
}

/** Talks to the phones by messages; an answer is null when a phone did not answer in time. */
export function makePhones(): Phones {
  const frames = new Map<PhoneRole, HTMLIFrameElement>()
  const waiting = new Map<number, (answer: Shown | Read | null) => void>()
  let last = 0
  const post = (role: PhoneRole, ask: Ask): void =>
    frames.get(role)?.contentWindow?.postMessage(ask, phoneOrigin(role))
  const request = (role: PhoneRole, ask: (id: number) => Ask): Promise<Shown | Read | null> => {
    const id = ++last
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      post(role, ask(id))
      setTimeout(() => waiting.delete(id) && resolve(null), PATIENCE)
    })
  }
  const receive = (event: MessageEvent<unknown>): void => {
    const role = PHONES.find((one) => event.origin === phoneOrigin(one))
    const message = role && messageOf<Reply>(event.data)
    if (!message || event.source !== frames.get(role)?.contentWindow) return
    if (message.wijkmunt === 'ready') post(role, { wijkmunt: 'begin' })
    else {
      waiting.get(message.id)?.(message.answer)
      waiting.delete(message.id)
    }
  }
  return {
    hold: (role, frame) => (frame ? frames.set(role, frame) : frames.delete(role)),
    show: (role, at) => request(role, (id) => ({ wijkmunt: 'show', id, at })) as Promise<Shown | null>,
    read: (role, at, frame) =>
      request(role, (id) => ({ wijkmunt: 'read', id, at, frame })) as Promise<Read | null>,
    listen: () => {
      addEventListener('message', receive)
      return () => removeEventListener('message', receive)
    },
  }
}
