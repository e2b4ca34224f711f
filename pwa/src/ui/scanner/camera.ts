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

/** True when the camera has a lamp that the page may switch. */
export function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0]
  const abilities = track?.getCapabilities?.() as { torch?: boolean } | undefined
  return Boolean(abilities?.torch)
}

export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  const lamp = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints
  await stream.getVideoTracks()[0]?.applyConstraints(lamp)
}
