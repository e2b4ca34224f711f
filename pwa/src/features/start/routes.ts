import type { Route } from '../../ui/router'
import { isPhoneOfTry } from './try/hosts'

if (isPhoneOfTry()) void import('./frame/bridge').then(({ startBridge }) => startBridge())

export const routes: Route[] = [
  { path: '/', load: () => import('./StartScreen'), open: true, bare: true },
  { path: '/try', load: () => import('./try/TryScreen'), open: true, bare: true },
]
