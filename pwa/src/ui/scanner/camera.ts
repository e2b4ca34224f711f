/** Why there is no picture. */
export type CameraTrouble = 'refused' | 'none' | 'failed'

const REMEMBERED = 'wm.camera'
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } }

/** Opens the camera that was chosen last, else the one on the back. Rejects with a CameraTrouble. */
export async function openCamera(): Promise<MediaStream> {
  const media = navigator.mediaDevices
  if (!media?.getUserMedia) throw 'none' satisfies CameraTrouble
  const chosen = localStorage.getItem(REMEMBERED)
  try {
    if (chosen) return await ask({ deviceId: { exact: chosen }, ...PICTURE })
  } catch (problem) {
    if (troubleOf(problem) === 'refused') throw 'refused' satisfies CameraTrouble
    localStorage.removeItem(REMEMBERED)
  }
  try {
    return await ask({ facingMode: { ideal: 'environment' }, ...PICTURE })
  } catch (problem) {
    throw troubleOf(problem)
  }
}

const ask = (video: MediaTrackConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video, audio: false })

function troubleOf(problem: unknown): CameraTrouble {
  const name = problem instanceof DOMException ? problem.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'failed'
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** How many cameras this device has; browsers tell once one may be used. */
export async function countCameras(): Promise<number> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(({ kind }) => kind === 'videoinput').length
}

/** Remembers the camera after the present one, for the next `openCamera`. */
export async function chooseNextCamera(stream: MediaStream): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const ids = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId)
  const present = stream.getVideoTracks()[0]?.getSettings().deviceId ?? ''
  const next = ids[(ids.indexOf(present) + 1) % ids.length]
  if (next) localStorage.setItem(REMEMBERED, next)
}

/** What the camera of a stream can do: a lamp that the page may switch, how far it can look closer. */
export type Abilities = { torch: boolean; zoom: Zoom | undefined }
export type Zoom = { min: number; max: number; step: number; value: number }

type Wider = MediaTrackCapabilities & {
  torch?: boolean
  zoom?: { min: number; max: number; step?: number }
  focusMode?: string[]
}

export function abilitiesOf(stream: MediaStream): Abilities {
  const track = stream.getVideoTracks()[0]
  const can: Wider | undefined = track?.getCapabilities?.()
  const now = track?.getSettings() as { zoom?: number } | undefined
  return { torch: Boolean(can?.torch), zoom: zoomOf(can?.zoom, now?.zoom) }
}

/** More than eightfold shows nothing but noise. */
const CLOSEST = 8

function zoomOf(range: Wider['zoom'], value: number | undefined): Zoom | undefined {
  if (!range || !(range.max > range.min)) return undefined
  const { min, step } = range
  return { min, max: Math.min(range.max, min * CLOSEST), step: step || 0.1, value: value ?? min }
}

export const setTorch = (stream: MediaStream, on: boolean): Promise<void> => apply(stream, { torch: on })

export const setZoom = (stream: MediaStream, zoom: number): Promise<void> => apply(stream, { zoom })

/** Lets the camera look for the sharp picture by itself, where it can be told. */
export async function keepFocusing(stream: MediaStream): Promise<void> {
  const can: Wider | undefined = stream.getVideoTracks()[0]?.getCapabilities?.()
  if (can?.focusMode?.includes('continuous')) await apply(stream, { focusMode: 'continuous' })
}

/** A camera that refuses stays as it is. */
async function apply(stream: MediaStream, wanted: object): Promise<void> {
  const constraints = { advanced: [wanted] } as MediaTrackConstraints
  await stream
    .getVideoTracks()[0]
    ?.applyConstraints(constraints)
    .catch(() => undefined)
}

/** Calls `allowed` when the person gives the camera back in the browser's settings. Returns how to stop. */
export function watchPermission(allowed: () => void): () => void {
  let watched: PermissionStatus | undefined
  let stopped = false
  const look = (): void => {
    if (watched?.state !== 'denied') allowed()
  }
  navigator.permissions?.query({ name: 'camera' as PermissionName }).then(
    (status) => {
      if (stopped) return
      watched = status
      status.addEventListener('change', look)
    },
    () => undefined,
  )
  return () => {
    stopped = true
    watched?.removeEventListener('change', look)
  }
}
