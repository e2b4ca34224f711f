import { CodeError } from '../../core/code-error'
import { type PaymentRequest, readRequestUnverified, verifyRequest } from '../../core/payment-request'
import { CURVE, kidOf } from '../../core/signature'
import type { AskedRequest, RequestKeys } from '../../data/api-types'
import { cachedSignal } from '../../data/cache'
import { api, online } from '../../data/client'
import { serverNow } from '../../data/clock'
import { ApiError } from '../../data/problem'
import { me } from '../../data/session'

/** What a scanned or opened request turned out to be; `asked` is null for a guest and without a network. */
export type Seen = {
  content: PaymentRequest
  /** True: this phone knows the payee's key and the signature is good. */
  real: boolean
  asked: AskedRequest | null
}

/** The keys of organisations that ask, by community id, for looking at a printed request without a network. */
const requestKeys = cachedSignal<Record<string, Record<string, string>[]>>('request-keys')

/** First the phone looks by itself, then the server says who asks. Throws ApiError with the name of what is wrong. */
export async function look(code: string, signedIn: boolean): Promise<Seen> {
  const content = named(() => readRequestUnverified(code))
  const community = me
    .peek()
    ?.memberships.find((one) => one.community.number === content.community)?.community
  const real = await isReal(code, content, community?.id)
  if (!signedIn) return { content, real, asked: null }
  try {
    const asked = await api.post<AskedRequest>('/payment-requests/look', { code })
    if (content.kind === 'shop') void fetchKeys(asked.community_id)
    return { content, real: true, asked }
  } catch (problem) {
    if (!online.peek()) return { content, real, asked: null }
    throw problem
  }
}

async function isReal(code: string, content: PaymentRequest, community?: string): Promise<boolean> {
  const known = community ? (requestKeys.peek()?.[community] ?? []) : []
  const kid = kidOf(content.keyId)
  const { kty, crv, x, y } = known.find((key) => key.kid === kid) ?? {}
  if (!kty || !crv || !x || !y) return false
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, true, ['verify'])
  try {
    await verifyRequest(code, key, new Date(serverNow()))
    return true
  } catch (problem) {
    throw asNamed(problem)
  }
}

async function fetchKeys(community: string): Promise<void> {
  const told = await api.get<RequestKeys>(`/communities/${community}/request-keys`).catch(() => null)
  if (told) requestKeys.value = { ...requestKeys.peek(), [community]: told.keys }
}

function named<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (problem) {
    throw asNamed(problem)
  }
}

const asNamed = (problem: unknown): unknown =>
  problem instanceof CodeError ? new ApiError(problem.code, 0, { seconds: problem.seconds ?? 0 }) : problem
