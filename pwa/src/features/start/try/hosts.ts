/** The page that shows the phones of the example side by side; each phone is an origin of its own. */
export const TRY_HOST = 'wijkmunt.localhost'
export const PHONES = ['coordinator', 'resident', 'shop'] as const
export type PhoneRole = (typeof PHONES)[number]

const port = (): string => (location.port ? `:${location.port}` : '')

/** The origin of the page with the phones, on this server's port. */
export const tryOrigin = (): string => `${location.protocol}//${TRY_HOST}${port()}`

/** The origin of one phone. */
export const phoneOrigin = (role: PhoneRole): string => `${location.protocol}//${role}.${TRY_HOST}${port()}`

/** Which phone this window is, when it is one. */
export const ownRole = (): PhoneRole | undefined =>
  PHONES.find((role) => location.hostname === `${role}.${TRY_HOST}`)

/** True in a frame that can only be a phone of that page. */
export const isPhoneOfTry = (): boolean => window.parent !== window && ownRole() !== undefined
