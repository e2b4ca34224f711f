// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import {
  findRoute,
  goBack,
  matchPath,
  navigate,
  path,
  type Route,
  search,
  setSearch,
  startRouter,
} from '../../src/ui/router'

const load: Route['load'] = () => Promise.reject(new Error('not drawn here'))
const routes: Route[] = ['/coordinate/:org', '/coordinate/:org/claims', '/tasks/:id', '/tasks/new', '/'].map(
  (path) => ({ path, load }),
)

describe('paths', () => {
  it('give their named pieces, decoded', () => {
    expect(matchPath('/tasks/:id', '/tasks/a%20b')).toEqual({ id: 'a b' })
    expect(matchPath('/tasks/:id', '/tasks/')).toBeNull()
    expect(matchPath('/tasks/:id', '/tasks/1/2')).toBeNull()
  })

  it('survive an escape that is none', () => {
    expect(matchPath('/tasks/:id', '/tasks/%E0%A4')).toEqual({ id: '%E0%A4' })
  })

  it('find the fixed route before the one with pieces, whatever their order', () => {
    expect(findRoute(routes, '/tasks/new')?.route.path).toBe('/tasks/new')
    expect(findRoute(routes, '/coordinate/7/claims')?.params).toEqual({ org: '7' })
    expect(findRoute(routes, '/')?.route.path).toBe('/')
    expect(findRoute(routes, '/nowhere')).toBeNull()
  })
})

describe('going somewhere', () => {
  startRouter()

  it('changes the address and the path on screen', () => {
    navigate('/tasks?status=all')
    expect(path.value).toBe('/tasks')
    expect(search.value.get('status')).toBe('all')
    setSearch({ status: null, page: '2' })
    expect(location.search).toBe('?page=2')
  })

  it('happens by a tap on a plain link, and not by one that leaves the app', () => {
    document.body.innerHTML = '<a href="/me"><b>Ik</b></a><a href="/api/openapi.json" id="out">API</a>'
    const tap = (selector: string): boolean =>
      document
        .querySelector(selector)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 })) ?? false
    expect(tap('b')).toBe(false)
    expect(path.value).toBe('/me')
    navigate('/tasks')
    document.querySelector('#out')?.addEventListener('click', (event) => event.stopPropagation())
    tap('#out')
    expect(path.value).toBe('/tasks')
  })

  it('leaves no way back when it replaces', () => {
    const before = history.length
    navigate('/home', { replace: true })
    expect(history.length).toBe(before)
    goBack('/home')
  })
})
