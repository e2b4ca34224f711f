import { join } from 'node:path'
import type { Rolldown } from 'vite'

type Context = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>

const STARTS = ['src/main.tsx', 'src/features/wallet/HomeScreen.tsx']
const SHARED = /\/src\/(ui|data|core)\/[^?]*\.tsx?$/
const SCRIPT = /\.tsx?$|\/node_modules\//
const BY_THEMSELVES = /\/src\/(main\.tsx$|features\/wallet\/)/

/**
 * What goes into one file: whatever the first load needs, and whatever the screens after it share. Left alone,
 * the payment code needed seventy files, and each costs a slow phone milliseconds, also out of its own cache.
 */
export function fewFiles(root: string): Rolldown.CodeSplittingGroup[] {
  let first: Set<string> | undefined
  const isFirst = (id: string, context: Context): boolean => {
    first ??= importedBy(
      STARTS.map((start) => join(root, start)),
      context,
    )
    return first.has(id)
  }
  return [
    {
      debugName: 'start',
      name: (id, context) => (isFirst(id, context) && !BY_THEMSELVES.test(id) ? 'start' : null),
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
