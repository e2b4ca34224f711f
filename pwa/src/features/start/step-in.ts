import { api } from '../../data/client'
import { canKeepKey } from '../../data/own-key'
import { hat, hats, homeOf, signedInAs, wearHat } from '../../data/session'
import type { Me } from '../../data/types'
import { navigate } from '../../ui/router'

/** Becomes the example's person of a role, in that role, and goes to where its work starts. Throws ApiError. */
export async function stepInto(role: string): Promise<void> {
  signedInAs(await api.post<Me>('/example/sign-in', { role }))
  const worn = hats.peek().find(({ kind }) => kind === role)
  if (worn) wearHat(worn.key)
  await canKeepKey()
  navigate(homeOf(hat.peek()), { replace: true })
}
