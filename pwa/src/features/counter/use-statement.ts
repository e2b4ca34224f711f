import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { type ApiError, asApiError } from '../../data/problem'
import type { Entry, Statement } from '../../data/types'

const PAGE = 30

type Pages = { entries: Entry[] | null; next: string | null; busy: boolean; error: ApiError | undefined }

/** The lines of an account, newest first, page by page; `read` brings the next page. */
export function useStatement(accountId: string) {
  const [pages, setPages] = useState<Pages>({ entries: null, next: null, busy: true, error: undefined })
  const reading = useRef(false)
  const read = async (): Promise<void> => {
    if (reading.current) return
    reading.current = true
    setPages((before) => ({ ...before, busy: true, error: undefined }))
    const query = new URLSearchParams({ limit: String(PAGE), ...(pages.next && { before: pages.next }) })
    try {
      const page = await api.get<Statement>(`/accounts/${accountId}/statement?${query}`)
      setPages(({ entries }) => ({
        entries: [...(entries ?? []), ...page.entries],
        next: page.next,
        busy: false,
        error: undefined,
      }))
    } catch (problem) {
      setPages((before) => ({ ...before, busy: false, error: asApiError(problem) }))
    } finally {
      reading.current = false
    }
  }
  useEffect(() => void read(), [accountId])
  const { entries, next, busy, error } = pages
  return { entries, more: next !== null, busy, error, read: () => void read() }
}
