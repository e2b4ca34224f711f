import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import {
  abilitiesOf,
  type CameraTrouble,
  chooseNextCamera,
  closeCamera,
  countCameras,
  keepFocusing,
  openCamera,
  setTorch,
  setZoom,
  watchPermission,
  type Zoom,
} from './camera'
import { loadDecoder } from './decoder'

export type CameraState = {
  state: 'starting' | 'live' | CameraTrouble | 'decoder'
  /** Undefined when there is no lamp. */
  torch: boolean | undefined
  /** Undefined when the camera cannot look closer. */
  zoom: Zoom | undefined
  /** More than one camera to choose from. */
  several: boolean
}

export type CameraControls = CameraState & {
  reopen: () => void
  turn: () => void
  toggleTorch: () => void
  zoomTo: (value: number) => void
}

/** Milliseconds between two looks at the picture; the decoder's own time comes on top. */
const PAUSE = 40

/** A stream that goes dark later than this was well before; a covered lens is dark from the start. Milliseconds. */
const SETTLED = 3_000

const START: CameraState = { state: 'starting', torch: undefined, zoom: undefined, several: false }

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
  useEffect(() => (shown.state === 'refused' ? watchPermission(reopen) : undefined), [shown.state])
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
    zoomTo: (value) => {
      const { zoom } = shown
      if (!stream || !zoom) return
      const wanted = Math.min(zoom.max, Math.max(zoom.min, value))
      show((before) => ({ ...before, zoom: { ...zoom, value: wanted } }))
      void setZoom(stream, wanted)
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
  const openedAt = Date.now()
  show(START)
  openCamera().then(
    async (stream) => {
      if (ended) return closeCamera(stream)
      open = stream
      const [track] = stream.getVideoTracks()
      track?.addEventListener('ended', reopen)
      // An iPhone that was away may give black pictures from a stream that says it is well.
      track?.addEventListener('mute', () => Date.now() - openedAt > SETTLED && reopen())
      await play(video.current, stream)
      const several = (await countCameras()) > 1
      if (ended) return
      const { torch, zoom } = abilitiesOf(stream)
      show({ state: 'live', torch: torch ? false : undefined, zoom, several })
      void keepFocusing(stream)
      setStream(stream)
    },
    (trouble: CameraTrouble) => ended || show({ ...START, state: trouble }),
  )
  const onReturn = (): void => {
    if (document.visibilityState === 'visible') reopen()
    else closeCamera(open)
  }
  const onShown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) reopen()
  }
  document.addEventListener('visibilitychange', onReturn)
  addEventListener('pageshow', onShown)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onReturn)
    removeEventListener('pageshow', onShown)
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
