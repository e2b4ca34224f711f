/** Why a code is refused; the same names as the server's, in docs/codes.md. */
export type CodeFailure =
  | 'code_unreadable'
  | 'code_version_unknown'
  | 'code_wrong_community'
  | 'code_signature_bad'
  | 'code_expired'
  | 'code_from_future'
  | 'request_expired'
  | 'certificate_bad'
  | 'certificate_expired'
  | 'public_key_invalid'

export class CodeError extends Error {
  readonly code: CodeFailure
  /** By how many seconds the clock refuses it, for `code_expired`, `code_from_future`, `certificate_expired`. */
  readonly seconds: number | null

  constructor(code: CodeFailure, seconds: number | null = null) {
    super(code)
    this.name = 'CodeError'
    this.code = code
    this.seconds = seconds
  }
}
