import { CodeError } from '../../core/code-error'
import { CURVE, kidOf } from '../../core/signature'
import { readTaskCodeUnverified, type TaskCode, verifyTaskCode } from '../../core/task-code'
import { isTextCode } from '../../core/text-code'
import { serverNow } from '../../data/clock'
import { ApiError } from '../../data/problem'
import { loadServer, server } from '../../data/server'
import { me } from '../../data/session'
import { loadTaskKeys, taskKey } from '../../data/task-keys'
import type { CommunityBrief } from '../../data/types'

/** What the phone itself can tell about a code, also without a network. */
export type Examined = {
  /** The neighbourhood that the code names, when this phone knows it. */
  community: CommunityBrief | null
  /** True: a coordinator of that neighbourhood signed it. False: only the server can tell. */
  real: boolean
  /** What the code says; null for a typed one. */
  content: TaskCode | null
}

/**
 * Checks the signature of a JWS with the community's keys; a typed code says nothing by itself. Throws ApiError
 * with the name of what is wrong: `code_unreadable`, `code_signature_bad`, `code_expired` ...
 */
export async function examine(code: string): Promise<Examined> {
  if (isTextCode(code)) return { community: null, real: false, content: null }
  try {
    const content = readTaskCodeUnverified(code)
    const community = await communityOf(content)
    const key = community && (await keyOf(community.id, kidOf(content.keyId)))
    if (key) await verifyTaskCode(code, key, new Date(serverNow()))
    return { community: community ?? null, real: Boolean(key), content }
  } catch (problem) {
    if (problem instanceof CodeError) throw new ApiError(problem.code, 0, { seconds: problem.seconds ?? 0 })
    throw problem
  }
}

async function communityOf({ community: number }: TaskCode): Promise<CommunityBrief | undefined> {
  const own = me.peek()?.memberships.find(({ community }) => community.number === number)
  if (own) return own.community
  const { communities } = server.peek() ?? (await loadServer().catch(() => ({ communities: [] })))
  return communities.find((community) => community.number === number)
}

/** The key from what is kept, else from the server; null when neither knows it. */
async function keyOf(communityId: string, kid: string): Promise<CryptoKey | null> {
  if (!taskKey(communityId, kid)) await loadTaskKeys(communityId)
  const { kty, crv, x, y } = taskKey(communityId, kid) ?? {}
  if (!x || !y) return null
  const jwk = { kty: kty ?? '', crv: crv ?? '', x, y }
  return crypto.subtle.importKey('jwk', jwk, CURVE, true, ['verify'])
}
