/**
 * A refusal by the server, or `offline` when it could not be reached. `code` is stable and is what the app
 * translates; `params` are the named values that came with it, such as `limit` or `retry_after` (seconds).
 */
export class ApiError extends Error {
  // Only declared: browsers that have to be told about fields need a kilobyte more for it.
  declare readonly code: string
  declare readonly status: number
  declare readonly params: Record<string, unknown>

  constructor(code: string, status = 0, params: Record<string, unknown> = {}) {
    super(code)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.params = params
  }

  /** True when sending the same command again, with the same id, can still succeed. */
  get retryable(): boolean {
    return this.code === 'offline' || this.status >= 500
  }
}

/** Any thrown value as an ApiError, so that a screen can always show something. */
export function asApiError(problem: unknown): ApiError {
  return problem instanceof ApiError ? problem : new ApiError('unexpected')
}
