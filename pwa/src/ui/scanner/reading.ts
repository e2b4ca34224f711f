/** A code that stays in view is handed on once; it counts as new after it was away this long, milliseconds. */
const FORGET_AFTER = 3000

export type Reading = {
  /** Hands a text on, unless it is being handled, paused, or the one just read. True when it was handed on. */
  offer: (text: string, at?: number) => boolean
  /** Hands a text on even when it was just read: somebody typed it, or a hand scanner was aimed on purpose. */
  insist: (text: string) => boolean
  busy: () => boolean
}

/** Stands between all ways in and the one handler: one text at a time, no repeats. */
export function makeReading(handle: (text: string) => unknown, paused: () => boolean): Reading {
  let handling = false
  let last = ''
  let seenAt = Number.NEGATIVE_INFINITY
  const handled = async (text: string): Promise<void> => {
    try {
      await handle(text)
    } catch (problem) {
      console.error(problem)
    }
  }
  const give = (text: string): boolean => {
    if (handling || paused()) return false
    handling = true
    void handled(text).finally(() => {
      handling = false
    })
    return true
  }
  return {
    offer: (text, at = Date.now()) => {
      const repeat = text === last && at - seenAt < FORGET_AFTER
      if (repeat) seenAt = at
      if (repeat || !give(text)) return false
      last = text
      seenAt = at
      return true
    },
    insist: give,
    busy: () => handling || paused(),
  }
}
