import { effect, type Signal, signal } from '@preact/signals'

const PREFIX = 'wm.cache.'
const signals: Signal<unknown>[] = []

/**
 * A signal that survives a restart, so that the app opens with what it last knew, also without a network.
 * For things to show, never for keys or commands.
 */
export function cachedSignal<T>(name: string): Signal<T | null> {
  const key = PREFIX + name
  const kept = signal<T | null>(read<T>(key))
  let asRead = true
  effect(() => {
    const { value } = kept
    if (asRead) asRead = false
    else if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  })
  signals.push(kept as Signal<unknown>)
  return kept
}

/** Forgets everything shown to the person who was signed in. */
export function clearCaches(): void {
  for (const kept of signals) kept.value = null
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}
