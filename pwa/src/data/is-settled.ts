import { asApiError } from './problem'

/** Whether a failure is the server's last word about a command: not a lost answer, nor a session or login to renew. */
export function isSettled(problem: unknown): boolean {
  const { retryable, status, code } = asApiError(problem)
  return !retryable && status >= 400 && status !== 401 && status !== 429 && code !== 'fresh_login_required'
}
