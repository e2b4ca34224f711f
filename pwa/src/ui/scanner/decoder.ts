/**
 * Looks for a QR code in a camera frame or a picture; null when there is none. With `only` the picture is all there
 * is, and worth more time than a frame that the next one follows.
 */
export type Decode = (frame: HTMLVideoElement | ImageData, only?: boolean) => Promise<string | null>

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
  return (await wasmDecode()).decode
}

/** The phone's own reader is quick, ours more patient: a picture that will not come again is given to both. */
function platformDecode(detector: Detector): Decode {
  return async (frame, only) => {
    const [found] = await detector.detect(frame)
    if (found?.rawValue || !only) return found?.rawValue || null
    const { decode } = await wasmDecode()
    return decode(frame, only)
  }
}

async function wasmDecode(): Promise<{ decode: Decode }> {
  const { decodePixels } = await import('./zxing')
  const decode: Decode = async (frame, only = false) => {
    const pixels = frame instanceof ImageData ? frame : grab(frame)
    return pixels && decodePixels(pixels, only)
  }
  return { decode }
}

/** Larger frames cost time and read no better. */
export const LONGEST_SIDE = 1280
let canvas: HTMLCanvasElement | undefined

function grab(video: HTMLVideoElement): ImageData | null {
  return pixelsOf(video, video.videoWidth, video.videoHeight)
}

/** The pixels of a picture, shrunk to what is worth decoding. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData | null {
  if (!width || !height) return null
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  canvas ??= document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null
}
