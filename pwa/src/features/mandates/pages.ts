import { api } from '../../data/client'

type Page = { next: string | null }

/** Every page of a list one after another: search, order and the exported file need the whole of it. */
export async function everyPage<P extends Page>(
  path: string,
  abort: AbortSignal,
  join: (all: P, more: P) => P,
): Promise<P> {
  const and = path.includes('?') ? '&' : '?'
  let all = await api.get<P>(path, abort)
  for (let next = all.next; next !== null; ) {
    const more = await api.get<P>(`${path}${and}after=${next}`, abort)
    all = join(all, more)
    next = more.next
  }
  return all
}
