/** What the page with the phones asks a phone, and what it answers; pictures travel as pixels. */
export type Ask =
  | { wijkmunt: 'begin' }
  | { wijkmunt: 'show'; id: number; at: 'code' | 'poster' }
  | { wijkmunt: 'read'; id: number; at: 'counter' | 'scanner'; frame: ImageData }

export type Shown = { outcome: 'shown'; frame: ImageData } | { outcome: 'nothing' }
export type Read = { outcome: 'read' | 'unreadable' | 'closed' }
export type Reply = { wijkmunt: 'ready' } | { wijkmunt: 'answer'; id: number; answer: Shown | Read }

/** The message in `data` when it is one of ours, whatever another page may send. */
export function messageOf<Message extends Ask | Reply>(data: unknown): Message | null {
  const named = typeof data === 'object' && data !== null && 'wijkmunt' in data
  return named ? (data as Message) : null
}
