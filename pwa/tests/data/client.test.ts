import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Storage } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, configureClient, online } from '../../src/data/client'
import { clockSkew } from '../../src/data/clock'
import { sendCommand } from '../../src/data/command'

type Reply = { status: number; body?: unknown; headers?: Record<string, string> }
type Handler = (request: IncomingMessage, body: unknown) => Reply

let server: Server
let handle: Handler
let seen: string[]

const problem = (status: number, code: string, more = {}): Reply => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, code, ...more },
})

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const sent = Buffer.concat(chunks).toString()
  const path = request.url?.replace('/api/v1', '') ?? ''
  seen.push(`${request.method} ${path}`)
  const { status, body, headers = {} } = handle(request, sent ? JSON.parse(sent) : undefined)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

beforeEach(async () => {
  seen = []
  server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  configureClient({ base: `http://127.0.0.1:${port}`, confirm: async () => false, signedOut: () => {} })
  vi.stubGlobal('localStorage', new Storage())
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

describe('the API client', () => {
  it('sends JSON and answers JSON; an empty answer is undefined', async () => {
    handle = (request, body) =>
      request.method === 'POST' ? { status: 201, body: { got: body } } : { status: 204 }
    expect(await api.post('/things', { a: 1 })).toEqual({ got: { a: 1 } })
    expect(await api.delete('/things/1')).toBeUndefined()
  })

  it('does not believe a proxy that says "fine" and nothing more', async () => {
    handle = () => ({ status: 200 })
    await expect(api.put('/payments/1', {})).rejects.toMatchObject({ code: 'offline' })
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'offline' })
  })

  it('throws the named problem with its parameters', async () => {
    handle = () => problem(422, 'limit_exceeded', { limit: 2500 })
    await expect(api.put('/payments/1', {})).rejects.toMatchObject({
      code: 'limit_exceeded',
      status: 422,
      params: { limit: 2500 },
    })
  })

  it('has a name for answers that are no problem document', async () => {
    handle = () => ({ status: 502, body: '<html>' })
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'server_trouble', retryable: true })
    handle = () => ({ status: 418, body: [] })
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'unexpected', retryable: false })
  })

  it('calls a server that cannot be reached "offline", and knows when it is back', async () => {
    const { port } = server.address() as AddressInfo
    configureClient({ base: 'http://127.0.0.1:1' })
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'offline', retryable: true })
    expect(online.value).toBe(false)
    configureClient({ base: `http://127.0.0.1:${port}` })
    handle = () => ({ status: 200, body: {} })
    await api.get('/me')
    expect(online.value).toBe(true)
  })

  it('renews an expired session once for all requests that find it so together', async () => {
    let renewed = false
    handle = (request) => {
      if (request.url?.endsWith('/session/refresh')) {
        renewed = true
        return { status: 204 }
      }
      return renewed ? { status: 200, body: request.url } : problem(401, 'session_missing')
    }
    await Promise.all([api.get('/a'), api.get('/b'), api.get('/c')])
    expect(seen.filter((line) => line === 'POST /session/refresh')).toHaveLength(1)
  })

  it('does not renew again when another tab has just done it', async () => {
    let first = true
    handle = (request) => {
      if (request.url?.endsWith('/a') && first) {
        first = false
        localStorage.setItem('wm.renewed', String(Date.now() + 1))
        return problem(401, 'session_missing')
      }
      return { status: 200, body: {} }
    }
    await api.get('/a')
    expect(seen).toEqual(['GET /a', 'GET /a'])
  })

  it('says once that the session is over, when it cannot be renewed', async () => {
    const reasons: string[] = []
    configureClient({ signedOut: (code) => reasons.push(code) })
    handle = (request) =>
      request.url?.endsWith('/session/refresh')
        ? problem(401, 'refresh_reused')
        : problem(401, 'session_missing')
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'refresh_reused' })
    expect(reasons).toEqual(['refresh_reused'])
    expect(seen).toEqual(['GET /me', 'POST /session/refresh'])
  })

  it('asks for the passkey and sends again; a person who refuses gets the refusal', async () => {
    let fresh = false
    handle = () => (fresh ? { status: 200, body: {} } : problem(403, 'fresh_login_required'))
    await expect(api.post('/me/passkeys')).rejects.toMatchObject({ code: 'fresh_login_required' })
    configureClient({
      confirm: async () => {
        fresh = true
        return true
      },
    })
    await expect(api.post('/me/passkeys')).resolves.toEqual({})
  })

  it('asks for the passkey only once for one request', async () => {
    let asked = 0
    configureClient({
      confirm: async () => {
        asked++
        return true
      },
    })
    handle = () => problem(403, 'fresh_login_required')
    await expect(api.post('/x')).rejects.toMatchObject({ code: 'fresh_login_required' })
    expect(asked).toBe(1)
  })

  it('learns how far the clock is off from the Date header', async () => {
    const ahead = new Date(Date.now() + 90_000).toUTCString()
    handle = () => ({ status: 200, body: {}, headers: { date: ahead } })
    await api.get('/server')
    expect(clockSkew.value).toBeGreaterThan(88_000)
    expect(clockSkew.value).toBeLessThan(92_000)
  })
})

describe('a command that moves coin', () => {
  it('is sent again as it was after trouble on the way, and answered by the first result', async () => {
    let tries = 0
    handle = (_request, body) => (++tries < 3 ? problem(503, 'unavailable') : { status: 200, body })
    expect(await sendCommand('/payments/7', { amount: 6 }, [1, 1, 1])).toEqual({ amount: 6 })
    expect(seen).toEqual(Array(3).fill('PUT /payments/7'))
  })

  it('is not sent again after a refusal', async () => {
    handle = () => problem(409, 'code_used')
    await expect(sendCommand('/payments/7', {}, [1, 1])).rejects.toMatchObject({ code: 'code_used' })
    expect(seen).toHaveLength(1)
  })

  it('gives up in the end', async () => {
    handle = () => problem(503, 'unavailable')
    await expect(sendCommand('/payments/7', {}, [1, 1])).rejects.toMatchObject({ code: 'unavailable' })
    expect(seen).toHaveLength(3)
  })
})
