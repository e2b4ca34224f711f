import { signal } from '@preact/signals'
import { learnClock } from './clock'
import { ApiError } from './problem'
import { refreshSession } from './refresh'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** False after a request could not reach the server or the browser says so; true again after any answer. */
export const online = signal(globalThis.navigator?.onLine ?? true)

type Settings = {
  /** Where the API lives; '' is the page's own origin. */
  base: string
  /** Asks the person for a passkey again; false when they refused. */
  confirm: () => Promise<boolean>
  /** Called once the session is gone for good. */
  signedOut: (code: string) => void
}
const settings: Settings = { base: '', confirm: async () => false, signedOut: () => {} }

/** Connects the client to what only higher layers know: how to confirm a login, what to do when it is gone. */
export function configureClient(changes: Partial<Settings>): void {
  Object.assign(settings, changes)
}

/**
 * The API under `/api/v1`, by path. Every method throws ApiError: the server's code, or `offline`.
 * A 401 is refreshed and sent once more; `fresh_login_required` asks for the passkey and sends once more.
 * `quietly` asks nothing. A picture or a file is answered as its text; a Blob is sent as it is.
 */
export const api = {
  get: <T>(path: string, abort?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, abort),
  post: <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown, quietly = false): Promise<T> =>
    signedIn(() => send<T>('PUT', path, body), quietly),
  patch: <T>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, body),
  delete: <T>(path: string): Promise<T> => call<T>('DELETE', path),
}

const call = <T>(method: Method, path: string, body?: unknown, abort?: AbortSignal): Promise<T> =>
  signedIn(() => send<T>(method, path, body, abort))

/**
 * Does what asks the server, and once more after the session was renewed or the person has shown to be there; who
 * is not to be disturbed (`quietly`) is not asked for that.
 */
export async function signedIn<T>(ask: () => Promise<T>, quietly = false): Promise<T> {
  let confirmed = quietly
  let refreshed = false
  for (;;) {
    const startedAt = Date.now()
    try {
      return await ask()
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem
      if (problem.code === 'session_missing' && !refreshed) {
        refreshed = true
        await refreshOrLeave(startedAt)
      } else if (problem.code === 'fresh_login_required' && !confirmed) {
        confirmed = true
        if (!(await settings.confirm())) throw problem
      } else {
        leaveWhenRevoked(problem)
        throw problem
      }
    }
  }
}

async function refreshOrLeave(startedAt: number): Promise<void> {
  try {
    await refreshSession(startedAt, () => send('POST', '/session/refresh', {}))
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) settings.signedOut(problem.code)
    throw problem
  }
}

function leaveWhenRevoked(problem: ApiError): void {
  if (problem.status === 401 && problem.code.startsWith('session_')) settings.signedOut(problem.code)
}

/** One request, without any second try. */
async function send<T>(method: Method, path: string, body?: unknown, abort?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, headers: { Accept: 'application/json' }, credentials: 'same-origin' }
  if (abort) init.signal = abort
  if (body !== undefined) {
    const file = body instanceof Blob
    init.headers = { ...init.headers, 'Content-Type': file ? body.type : 'application/json' }
    init.body = file ? body : JSON.stringify(body)
  }
  const response = await reach(path, init)
  if (response.status === 204) return undefined as T
  if (response.ok && /xml/.test(response.headers.get('content-type') ?? ''))
    return (await response.text()) as T
  const answer = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(response, answer)
  // A proxy that stopped waiting for us may say "fine" with nothing in it: the server never heard the request.
  if (answer === undefined) throw new ApiError('offline')
  return answer as T
}

/** The server's answer to one request for a path of the API; throws ApiError `offline` without one. */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  const sentAt = Date.now()
  try {
    const response = await fetch(`${settings.base}/api/v1${path}`, init)
    learnClock(response.headers.get('date'), sentAt, Date.now())
    online.value = true
    return response
  } catch (problem) {
    if (init.signal?.aborted) throw problem
    online.value = false
    throw new ApiError('offline')
  }
}

/** The named refusal that an answer is; `answer` is its JSON, if it has any. */
export function problemOf(response: Response, answer: unknown): ApiError {
  const { code, type: _type, title: _title, status: _status, ...params } = Object(answer)
  const fallback = response.status >= 500 ? 'server_trouble' : 'unexpected'
  return new ApiError(typeof code === 'string' ? code : fallback, response.status, params)
}
