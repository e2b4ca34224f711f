import { configureClient } from '../../data/client'
import type { Route } from '../../ui/router'

configureClient({ confirm: async () => (await import('./confirm/ask')).askToConfirm() })

export const routes: Route[] = [
  { path: '/sign-in', load: () => import('./SignInScreen'), open: true, bare: true },
  { path: '/sign-up', load: () => import('./SignUpScreen'), open: true, bare: true },
  { path: '/enrol', load: () => import('./EnrolScreen'), open: true, bare: true },
  { path: '/lost', load: () => import('./lost/LostScreen'), open: true, bare: true },
  { path: '/lost/stop', load: () => import('./lost/StopScreen'), open: true, bare: true },
  { path: '/recover', load: () => import('./lost/RecoverScreen'), open: true, bare: true },
  { path: '/me', load: () => import('./me/MeScreen') },
  { path: '/me/passkeys', load: () => import('./me/PasskeysScreen') },
  { path: '/me/devices', load: () => import('./me/DevicesScreen') },
  { path: '/me/recovery', load: () => import('./me/RecoveryScreen') },
  { path: '/me/settings', load: () => import('./me/SettingsScreen') },
  { path: '/me/limit', load: () => import('./me/LimitScreen') },
]
