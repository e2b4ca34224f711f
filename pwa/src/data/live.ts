import { useEffect, useRef } from 'preact/hooks'
import { api, online } from './client'

type News = { version: string; topics: Record<string, string | null> }
type Waiting = { topic: string; tell: () => unknown }

/** Milliseconds between two questions: at first, and after nothing happened for so long. */
const PAUSES: [after: number, pause: number][] = [
  [600_000, 5_000],
  [120_000, 2_000],
  [0, 1_000],
]
/** Without a network: often enough to notice that it is back. */
const PAUSE_OFFLINE = 4_000
/** Loops look for themselves after this long without news. */
const LONGEST = 5_000
/** At most so many topics go into one question. */
const MOST = 8

const waiting = new Set<Waiting>()
let known: News = { version: '', topics: {} }
let timer: ReturnType<typeof setTimeout> | undefined
let asking = false
/** When something last happened: news, a touch, coming back. */
let stirredAt = 0

/**
 * Calls `again` (and again, when its promise rejects) whenever what `topic` names has changed on the server: "notices", "payment:ID", "codes:KEY.COUNTER" and
 * what other rooms offer (docs/decisions/0023). Everything that a screen waits for is one short question about once a
 * second; phones that lie still ask less often, hidden ones never. `undefined` waits for nothing.
 */
export function useNews(topic: string | undefined, again: () => unknown): void {
  const latest = useRef(again)
  latest.current = again
  useEffect(() => (topic ? waitFor(topic, () => latest.current()) : undefined), [topic])
}

/** The same outside a component; returns how to stop. */
export function waitFor(topic: string, tell: () => unknown): () => void {
  const one = { topic, tell }
  waiting.add(one)
  if (waiting.size === 1) listen()
  stir()
  return () => {
    waiting.delete(one)
    if (waiting.size === 0) stop()
  }
}

/** For loops: `next` resolves at the next news of the topic, after five seconds at the latest. */
export function newsOf(topic: string): { next: () => Promise<void>; end: () => void } {
  let isNew = false
  let wake = (): void => {}
  const end = waitFor(topic, () => {
    isNew = true
    wake()
  })
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake(), LONGEST)
      wake = () => {
        clearTimeout(timer)
        isNew = false
        resolve()
      }
      if (isNew) wake()
    })
  return { next, end }
}

/** How long to wait before the next question when nothing has happened for `quiet` milliseconds. */
export const pauseAfter = (quiet: number): number => PAUSES.find(([after]) => quiet >= after)?.[1] ?? 1_000

const EVENTS = ['pointerdown', 'keydown', 'online', 'focus'] as const

function listen(): void {
  for (const name of EVENTS) addEventListener(name, stir)
  document.addEventListener('visibilitychange', stir)
}

function stop(): void {
  for (const name of EVENTS) removeEventListener(name, stir)
  document.removeEventListener('visibilitychange', stir)
  clearTimeout(timer)
  known = { version: '', topics: {} }
}

function stir(): void {
  stirredAt = Date.now()
  plan()
}

function plan(): void {
  clearTimeout(timer)
  if (asking || waiting.size === 0 || document.visibilityState !== 'visible') return
  timer = setTimeout(ask, online.peek() ? pauseAfter(Date.now() - stirredAt) : PAUSE_OFFLINE)
}

async function ask(): Promise<void> {
  asking = true
  const topics = [...new Set([...waiting].map(({ topic }) => topic))].slice(0, MOST)
  const query = new URLSearchParams({ topics: topics.join(','), known: known.version })
  // An answer that never comes must not end the asking.
  const news = await api
    .get<News | undefined>(`/live?${query}`, AbortSignal.timeout(8_000))
    .catch(() => undefined)
  asking = false
  if (news) spread(news)
  plan()
}

function spread(news: News): void {
  const before = known.topics
  known = news
  for (const { topic, tell } of [...waiting]) {
    const version = news.topics[topic] ?? null
    const isFirst = !(topic in before)
    // The first answer counts as news: something may have happened since the screen was drawn.
    if (isFirst ? version === null : before[topic] === version) continue
    if (!isFirst) stirredAt = Date.now()
    void told(topic, tell)
  }
}

/** Who could not read what changed is told once more with the next answer. */
async function told(topic: string, tell: () => unknown): Promise<void> {
  try {
    await tell()
  } catch {
    const { [topic]: _, ...topics } = known.topics
    known = { version: '', topics }
  }
}
