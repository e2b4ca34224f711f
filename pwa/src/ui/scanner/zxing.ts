import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { dimmed, type Pixels, scaled, smoothed } from './pixels'

/** Any way round, mirrored, light on dark; and with thin cracks closed, also in half the size. */
const PATIENT: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 200,
  tryDenoise: true,
  maxNumberOfSymbols: 1,
}
const SHARP: ReaderOptions = { ...PATIENT, tryDenoise: false }

type Way = (pixels: Pixels) => [Pixels, ReaderOptions]

/**
 * Ways of looking at a picture, each of which reads codes that the others miss; the first one reads the most
 * (`make bench ONLY=scanner`).
 */
const WAYS: [Way, ...Way[]] = [
  (pixels) => [smoothed(pixels), PATIENT],
  (pixels) => [scaled(pixels, 0.75), PATIENT],
  (pixels) => [pixels, SHARP],
  (pixels) => [scaled(smoothed(pixels), 1.5), PATIENT],
  (pixels) => [scaled(pixels, 0.6), PATIENT],
  (pixels) => [dimmed(smoothed(pixels)), PATIENT],
]

prepareZXingModule({ overrides: { locateFile: () => wasm } })

let turn = 0

/**
 * Reads a QR code in the pixels with our own copy of ZXing-C++. A camera's next frame comes at once, so each gets the
 * best way and one of the others in turn; a picture that will not come again (`only`) gets all of them.
 */
export async function decodePixels(pixels: Pixels, only: boolean): Promise<string | null> {
  const [best, ...others] = WAYS
  turn = (turn + 1) % others.length
  const other = others[turn]
  for (const way of [best, ...(only ? others : other ? [other] : [])]) {
    const text = await read(...way(pixels))
    if (text) return text
  }
  return null
}

async function read(pixels: Pixels, options: ReaderOptions): Promise<string | null> {
  const [found] = await readBarcodes(pixels as ImageData, options)
  return found?.isValid ? found.text : null
}
