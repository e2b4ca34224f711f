/** A hand scanner types faster than any person: at most this many milliseconds between two keys. */
const FASTEST_HAND = 60
const SHORTEST_CODE = 6

/**
 * Collects the keys of a hand scanner that acts as a keyboard: a fast burst that ends in Enter. `key` is
 * KeyboardEvent.key, `at` its time in milliseconds; gives the scanned text with the Enter that ends it.
 */
export function wedgeReader(): (key: string, at: number) => string | null {
  let typed = ''
  let last = Number.NEGATIVE_INFINITY
  return (key, at) => {
    const fast = at - last <= FASTEST_HAND
    if (key === 'Enter') {
      const text = typed
      typed = ''
      return fast && text.length >= SHORTEST_CODE ? text : null
    }
    if (key.length !== 1) return null
    typed = fast ? typed + key : key
    last = at
    return null
  }
}

/** Listens to a hand scanner anywhere on the page, except while somebody types in a field. Returns how to stop. */
export function listenToWedge(onText: (text: string) => void): () => void {
  const read = wedgeReader()
  const listen = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return
    const text = read(event.key, event.timeStamp)
    if (text === null) return
    event.preventDefault()
    event.stopPropagation()
    onText(text)
  }
  addEventListener('keydown', listen, true)
  return () => removeEventListener('keydown', listen, true)
}
