import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import {
  type CameraTrouble,
  chooseNextCamera,
  closeCamera,
  countCameras,
  hasTorch,
  openCamera,
  setTorch,
} from './camera'
import { loadDecoder } from './decoder'

export type CameraState = {
  state: 'starting' | 'live' | CameraTrouble | 'decoder'
  /** Undefined when there is no lamp. */
  torch: boolean | undefined
  /** More than one camera to choose from. */
  several: boolean
}

export type CameraControls = CameraState & { reopen: () => void; turn: () => void; toggleTorch: () => void }

/** Milliseconds between two looks at the picture; the decoder's own time comes on top. */
const PAUSE = 40

const START: CameraState = { state: 'starting', torch: undefined, several: false }

/**
 * Shows the camera in the video and gives what it reads to `onText`. Opens the stream again after the app comes
 * back from the background, because iPhones end it there, and after the camera was unplugged.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  busy: () => boolean,
  onText: (text: string) => void,
): CameraControls {
  const [shown, show] = useState<CameraState>(START)
  const [round, setRound] = useState(0)
  const [stream, setStream] = useState<MediaStream | null>(null)
  const reopen = (): void => setRound((before) => before + 1)
  useEffect(() => {
    const session = startSession(video, show, reopen, setStream)
    return session
  }, [round])
  useEffect(() => {
    if (!stream) return undefined
    return lookForCodes(video, busy, onText, () => show((before) => ({ ...before, state: 'decoder' })))
  }, [stream])
  return {
    ...shown,
    reopen,
    turn: () => {
      if (stream) void chooseNextCamera(stream).then(reopen)
    },
    toggleTorch: () => {
      const on = !shown.torch
      if (stream) void setTorch(stream, on).then(() => show((before) => ({ ...before, torch: on })))
    },
  }
}

/** One life of the camera stream, from opening to closing. Returns how to end it. */
function startSession(
  video: RefObject<HTMLVideoElement | null>,
  show: (state: CameraState) => void,
  reopen: () => void,
  setStream: (stream: MediaStream | null) => void,
): () => void {
  let ended = false
  let open: MediaStream | null = null
  show(START)
  openCamera().then(
    async (stream) => {
      if (ended) return closeCamera(stream)
      open = stream
      stream.getVideoTracks()[0]?.addEventListener('ended', reopen)
      await play(video.current, stream)
      const several = (await countCameras()) > 1
      if (ended) return
      show({ state: 'live', torch: hasTorch(stream) ? false : undefined, several })
      setStream(stream)
    },
    (trouble: CameraTrouble) => ended || show({ ...START, state: trouble }),
  )
  const onReturn = (): void => {
    if (document.visibilityState === 'visible') reopen()
    else closeCamera(open)
  }
  document.addEventListener('visibilitychange', onReturn)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onReturn)
    closeCamera(open)
    setStream(null)
  }
}

async function play(video: HTMLVideoElement | null, stream: MediaStream): Promise<void> {
  if (!video) return
  video.srcObject = stream
  await video.play().catch(() => undefined)
}

/** Reads frame after frame until stopped. */
function lookForCodes(
  video: RefObject<HTMLVideoElement | null>,
  busy: () => boolean,
  onText: (text: string) => void,
  onFailure: () => void,
): () => void {
  let stopped = false
  const run = async (): Promise<void> => {
    const decode = await loadDecoder()
    while (!stopped) {
      const ready = video.current && video.current.readyState >= 2 && !busy()
      const text = ready && video.current ? await decode(video.current).catch(() => null) : null
      if (text && !stopped) onText(text)
      await new Promise((next) => setTimeout(next, PAUSE))
    }
  }
  run().catch(() => stopped || onFailure())
  return () => {
    stopped = true
  }
}
