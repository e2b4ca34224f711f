import type { Route } from '../../ui/router'

/** The first code is made while the screen is still on its way. */
async function loadPay() {
  const screen = await import('./PayScreen')
  await screen.makeAhead()
  return screen
}

export const routes: Route[] = [
  { path: '/pay', load: loadPay, bare: true, early: 'pay' },
  { path: '/pay/asked/:id', load: () => import('./AskedScreen'), bare: true },
  { path: '/pay/shown/:id', load: () => import('./ShownScreen') },
]
