import { join } from 'node:path'
import type { Rolldown } from 'vite'

type Context = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>

const STARTS = ['src/main.tsx', 'src/features/wallet/HomeScreen.tsx']
const PAY = ['src/features/pay/PayScreen.tsx']
const SHARED = /\/src\/(ui|data|core)\/[^?]*\.tsx?$/
const SCRIPT = /\.tsx?$|\/node_modules\/|^.?rolldown\/runtime/
const HOME = /\/src\/features\/wallet\/[A-Za-z]+(?<!routes)\.tsx?$/
/** What the builder adds where files need it. */
const RUNTIME = /^.?rolldown\/runtime/

/**
 * What goes into one file: whatever the first load needs, whatever the payment code needs besides, and whatever the
 * screens after it share. Left alone, the payment code needed seventy files, and each costs a slow phone
 * milliseconds, also out of its own cache.
 */
export function fewFiles(root: string): Rolldown.CodeSplittingGroup[] {
  const isFirst = neededBy(root, STARTS)
  const isForPaying = neededBy(root, PAY)
  return [
    {
      debugName: 'start',
      name: (id, context) => (RUNTIME.test(id) || (isFirst(id, context) && !HOME.test(id)) ? 'start' : null),
      test: SCRIPT,
      priority: 4,
    },
    {
      debugName: 'home',
      name: (id, context) => (isFirst(id, context) ? 'home' : null),
      test: HOME,
      priority: 3,
    },
    {
      debugName: 'pay',
      name: (id, context) => (isForPaying(id, context) && !isFirst(id, context) ? 'pay' : null),
      test: SCRIPT,
      priority: 2,
    },
    {
      debugName: 'shared',
      name: (id, context) => (isFirst(id, context) ? null : 'shared'),
      test: SHARED,
      minShareCount: 2,
      priority: 1,
    },
  ]
}

function neededBy(root: string, starts: string[]): (id: string, context: Context) => boolean {
  let found: Set<string> | undefined
  return (id, context) => {
    found ??= importedBy(
      starts.map((start) => join(root, start)),
      context,
    )
    return found.has(id)
  }
}

/** These modules and what they import, directly or not, before anything is asked of them. */
export function importedBy(starts: string[], context: Context): Set<string> {
  const found = new Set<string>()
  const open = [...starts]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...(context.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
