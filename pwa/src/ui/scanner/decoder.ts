/** Looks for a QR code in a camera frame or a picture; null when there is none. */
export type Decode = (frame: HTMLVideoElement | ImageData) => Promise<string | null>

type Detector = { detect: (source: CanvasImageSource | ImageData) => Promise<{ rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

let loading: Promise<Decode> | undefined

/** The phone's own reader where it knows QR codes, else our own in WebAssembly. Rejects when that cannot be loaded. */
export function loadDecoder(): Promise<Decode> {
  loading ??= choose()
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

async function choose(): Promise<Decode> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = (await own?.getSupportedFormats().catch(() => [])) ?? []
  if (own && formats.includes('qr_code')) return platformDecode(new own({ formats: ['qr_code'] }))
  const { decodePixels } = await import('./zxing')
  return async (frame) => {
    const pixels = frame instanceof ImageData ? frame : grab(frame)
    return pixels && decodePixels(pixels)
  }
}

function platformDecode(detector: Detector): Decode {
  return async (frame) => {
    const [found] = await detector.detect(frame)
    return found?.rawValue || null
  }
}

/** Larger frames cost time and read no better. */
const LONGEST_SIDE = 1280
let canvas: HTMLCanvasElement | undefined

function grab(video: HTMLVideoElement): ImageData | null {
  const { videoWidth, videoHeight } = video
  if (!videoWidth || !videoHeight) return null
  const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight))
  canvas ??= document.createElement('canvas')
  canvas.width = Math.round(videoWidth * scale)
  canvas.height = Math.round(videoHeight * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null
}
