import { useState } from 'preact/hooks'
import { api } from './client'
import { type ApiError, asApiError } from './problem'
import { useResource } from './resource'

/** A part of a long list; `next` is the `before` of the following part. */
type Page = { next: string | null }

/** A long list: the parts that were read as one, and whether there is more. */
export type Pages<Item> = {
  data: Item[] | undefined
  error: ApiError | undefined
  more: boolean
  busy: boolean
  /** Reads the first part again and leaves the others out. */
  reload: () => Promise<void>
  readMore: () => void
}

/**
 * Reads a list that the server hands out in parts. `path` may hold a query; `items` says where the list stands in an
 * answer.
 */
export function usePages<Answer extends Page, Item>(
  path: string,
  items: (answer: Answer) => Item[],
): Pages<Item> & { first: Answer | undefined } {
  const first = useResource(path, (abort) => api.get<Answer>(path, abort))
  const [later, setLater] = useState<{ after: Answer | undefined; parts: Answer[] }>({
    after: undefined,
    parts: [],
  })
  const [trouble, setTrouble] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const parts = first.data && later.after === first.data ? [first.data, ...later.parts] : []
  const all = parts.length > 0 ? parts : first.data ? [first.data] : []
  const next = all.at(-1)?.next ?? null
  const readMore = async (): Promise<void> => {
    if (busy || next === null) return
    setBusy(true)
    setTrouble(undefined)
    try {
      const part = await api.get<Answer>(`${path}${path.includes('?') ? '&' : '?'}before=${next}`)
      setLater({ after: first.data, parts: [...all.slice(1), part] })
    } catch (problem) {
      setTrouble(asApiError(problem))
    }
    setBusy(false)
  }
  return {
    data: first.data && all.flatMap(items),
    first: first.data,
    error: trouble ?? first.error,
    more: next !== null,
    busy,
    reload: first.reload,
    readMore: () => void readMore(),
  }
}
