import { canKeepKey } from '../../data/own-key'
import { hat, hats, homeOf, signedInAs, wearHat } from '../../data/session'
import type { EnrolmentLook, Me } from '../../data/types'
import { navigate } from '../../ui/router'

/** Where to go after signing in: a path of this app and the code that came with it, in the fragment. */
export type Next = { path: string | null; fragment: string }

/** Reads `?next=/t#CODE`; anything that is not a path of this app is nothing. */
export function nextOf({ search, hash }: { search: string; hash: string }): Next {
  const path = new URLSearchParams(search).get('next')
  const ours = path?.startsWith('/') && !path.startsWith('//') && !path.includes('\\')
  return { path: ours ? path : null, fragment: hash.slice(1) }
}

/** The address of sign-in or sign-up that later goes on to the same place. */
export function onward(screen: '/sign-in' | '/sign-up', { path, fragment }: Next): string {
  return `${screen}${path ? `?next=${encodeURIComponent(path)}` : ''}${fragment ? `#${fragment}` : ''}`
}

/** Takes the person over and makes this browser's key; false when the browser cannot keep one. */
export async function arrive(me: Me): Promise<boolean> {
  signedInAs(me)
  return canKeepKey()
}

/** Where somebody starts who just got the hat that is on: behind a counter with a short welcome. */
export function newHome(): string {
  const worn = hat.peek()
  const behindCounter = worn?.role === 'shop_owner' || worn?.role === 'shop_staff'
  return behindCounter ? `/counter/${worn.organisation?.id}/welcome` : homeOf(worn)
}

/** Goes on to where the person was heading, else to the home of the hat. */
export function goOn({ path, fragment }: Next): void {
  const to = path && path !== '/' ? path + (fragment ? `#${fragment}` : '') : homeOf(hat.peek())
  navigate(to, { replace: true })
}

/** Puts on the hat that a link gave. */
export function wearNew({ community, organisation, role }: EnrolmentLook): void {
  const worn = hats
    .peek()
    .find(
      (one) =>
        one.community.id === community.id && one.organisation?.id === organisation?.id && one.role === role,
    )
  if (worn) wearHat(worn.key)
}
