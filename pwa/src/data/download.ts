import { problemOf, reach, signedIn } from './client'
import { ApiError } from './problem'

/** A file that was made by the server: what is in it, and what to call it. */
export type Fetched = { blob: Blob; name: string }

/** How much has come, in bytes, and about how much there will be (0: nobody knows). */
export type Progress = { got: number; expected: number }

/** Fetches a file of the API under `/api/v1`, telling how far it is; throws ApiError. */
export function download(path: string, onProgress: (progress: Progress) => void): Promise<Fetched> {
  return signedIn(async () => {
    const response = await reach(path, { credentials: 'same-origin' })
    if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined))
    const type = response.headers.get('content-type') ?? ''
    return { blob: new Blob(await parts(response, onProgress), { type }), name: nameOf(response) }
  })
}

/** The body piece by piece; one that breaks off is no file. */
async function parts(response: Response, onProgress: (progress: Progress) => void): Promise<BlobPart[]> {
  const expected = Number(response.headers.get('wijkmunt-expected-bytes')) || 0
  const reader = response.body?.getReader()
  const found: BlobPart[] = []
  let got = 0
  try {
    for (;;) {
      const piece = await reader?.read()
      if (!piece || piece.done) return found
      found.push(piece.value as BlobPart)
      got += piece.value.length
      onProgress({ got, expected })
    }
  } catch {
    throw new ApiError('offline')
  }
}

function nameOf(response: Response): string {
  const said = response.headers.get('content-disposition') ?? ''
  return /filename="([^"/\\]+)"/.exec(said)?.[1] ?? 'wijkmunt'
}
