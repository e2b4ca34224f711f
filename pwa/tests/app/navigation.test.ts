// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { currentPlace, placesOf } from '../../src/app/navigation'
import { loadRoutes, routes } from '../../src/app/routes'
import type { Hat, HatKind } from '../../src/data/session'
import { findRoute } from '../../src/ui/router'

const hat = (kind: HatKind): Hat => ({
  key: kind,
  kind,
  role: 'member',
  community: {
    id: 'c',
    number: 1,
    slug: 'k',
    name: 'Kanaleneiland',
    currency: { id: 'x', name: 'ooievaar', plural: 'ooievaars', symbol: 'o', decimals: 0 },
  },
  organisation: { id: 'o', name: 'Buurthuis', kind: 'association' },
})

describe('the places of a hat', () => {
  it('are at most four, and end with "me"', () => {
    for (const kind of ['resident', 'shop', 'coordinator', 'issuer', 'treasurer'] as const) {
      const places = placesOf(hat(kind))
      expect(places.length).toBeLessThanOrEqual(4)
      expect(places.at(-1)?.href).toBe('/me')
    }
  })

  it('lead to screens that are there', async () => {
    await loadRoutes()
    for (const kind of ['resident', 'shop', 'coordinator', 'issuer', 'treasurer'] as const)
      for (const { href } of placesOf(hat(kind))) expect(findRoute(routes.value, href), href).not.toBeNull()
  })

  it('mark the one that the path belongs to, the nearest when several do', () => {
    const places = placesOf(hat('coordinator'))
    expect(currentPlace(places, '/coordinate/o/claims')?.label).toBe('shell.nav.queue')
    expect(currentPlace(places, '/coordinate/o/task/7')?.label).toBe('shell.nav.tasks')
    expect(currentPlace(places, '/elsewhere')).toBeUndefined()
  })
})
