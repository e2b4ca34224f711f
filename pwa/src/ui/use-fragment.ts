import { useEffect, useState } from 'preact/hooks'

/** What stands behind the `#` of the address now, without the sign. */
export function useFragment(): string {
  const [fragment, setFragment] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const read = (): void => setFragment(location.hash.slice(1))
    addEventListener('hashchange', read)
    addEventListener('popstate', read)
    return () => {
      removeEventListener('hashchange', read)
      removeEventListener('popstate', read)
    }
  }, [])
  return fragment
}
