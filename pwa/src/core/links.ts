/** Links that a phone's own camera opens; the secret part is a fragment, so no server log sees it. */

const HOST = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?`
const LINK = new RegExp(`^[Hh][Tt][Tt][Pp][Ss]?://(${HOST})(/t|/enrol|/r)#([!-~]+)$`)

export interface Link {
  readonly kind: 'task_link' | 'enrolment_link' | 'payment_request'
  /** The deployment's host with its port, lower case; trust nothing about it. */
  readonly host: string
  readonly secret: string
}

/** The text of a task code's QR. `origin`: scheme and host, as in `location.origin`. */
export const buildTaskLink = (origin: string, jws: string): string => `${origin}/t#${jws}`

/** The text of a payment request's QR, which is also the link to share. */
export const buildRequestLink = (origin: string, jws: string): string => `${origin}/r#${jws}`

const KINDS = { '/t': 'task_link', '/enrol': 'enrolment_link', '/r': 'payment_request' } as const

/** The parts of a task, enrolment or request link of any deployment; null for other text. */
export function parseLink(text: string): Link | null {
  const match = LINK.exec(text)
  if (!match) return null
  const [, host = '', path, secret = ''] = match
  return { kind: KINDS[path as keyof typeof KINDS], host: host.toLowerCase(), secret }
}
