import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

const OPTIONS: ReaderOptions = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 }

prepareZXingModule({ overrides: { locateFile: () => wasm } })

/** Reads a QR code in the pixels with our own copy of ZXing-C++. */
export async function decodePixels(pixels: ImageData): Promise<string | null> {
  const [found] = await readBarcodes(pixels, OPTIONS)
  return found?.isValid ? found.text : null
}
