import { api } from '../../data/client'
import { canKeepKey } from '../../data/own-key'
import { hat, hats, homeOf, signedInAs, wearHat } from '../../data/session'
import type { Me } from '../../data/types'
import { language, setLanguage } from '../../i18n'
import { navigate, path } from '../../ui/router'

/**
 * Becomes the example's person of a role, in that role, and goes to where its work starts. The language stays the one on
 * screen: whoever tries the example reads it, whatever the example's person speaks. Throws ApiError.
 */
export async function stepInto(role: string): Promise<void> {
  signedInAs(await api.post<Me>('/example/sign-in', { role }))
  const worn = hats.peek().find(({ kind }) => kind === role)
  if (worn) wearHat(worn.key)
  await Promise.all([canKeepKey(), setLanguage(language.peek())])
  // The app may have gone home by itself meanwhile, and the person on from there.
  if (path.peek() === '/') navigate(homeOf(hat.peek()), { replace: true })
}
