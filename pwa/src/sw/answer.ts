/** Where the service worker finds things: the files of this version, and the network. */
export type Shelf = {
  find: (url: string) => Promise<Response | undefined>
  put: (url: string, response: Response) => Promise<void>
  fetch: (request: Request) => Promise<Response>
}

/** Paths that belong to the server alone: never kept, never answered from here. */
const SERVER_ONLY = /^\/(api\/|healthz)/

/**
 * How a request of the app is answered, or null to leave it to the browser. Screens open from the kept start
 * page, also without a network; the app's files come from the shelf; everything of the API goes past it.
 */
export function answer(request: Request, origin: string, shelf: Shelf): Promise<Response> | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin || SERVER_ONLY.test(url.pathname)) return null
  if (request.mode === 'navigate') return startPage(request, url.pathname, shelf)
  return file(request, url.pathname, shelf)
}

/** Some screens have a page of their own at their address, which names their files too. */
async function startPage(request: Request, path: string, shelf: Shelf): Promise<Response> {
  return (await shelf.find(path)) ?? (await shelf.find('/')) ?? shelf.fetch(request)
}

async function file(request: Request, path: string, shelf: Shelf): Promise<Response> {
  const kept = await shelf.find(path)
  if (kept) return kept
  const response = await shelf.fetch(request)
  if (response.ok && path.startsWith('/assets/')) await shelf.put(path, response.clone())
  return response
}
