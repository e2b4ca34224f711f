import { registeredKey } from '../../data/own-key'
import { hat } from '../../data/session'
import { search } from '../../ui/router'
import { makeCode, type ShownCode } from './make-code'

/** The screen does not wait longer than this for its first code, milliseconds. */
const PATIENCE = 1000

let ahead: ShownCode | undefined

/**
 * Makes the first open code while the screen that shows it is still on its way, so that they are drawn at once; only
 * where that takes no network. Never rejects.
 */
export async function makeAhead(): Promise<void> {
  const worn = hat.peek()
  if (!worn || search.peek().size > 0 || !registeredKey()) return
  const made = makeCode(worn, null).then(
    (code) => {
      ahead = code
    },
    () => undefined,
  )
  await Promise.race([made, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
}

/** The code that was made ahead, once, unless it is no longer fresh. */
export function takeAhead(): ShownCode | undefined {
  const code = ahead
  ahead = undefined
  return code && Date.now() - code.from < PATIENCE ? code : undefined
}
