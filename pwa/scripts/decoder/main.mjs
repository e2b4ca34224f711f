import { loadDecoder, pixelsOf } from '../../src/ui/scanner/decoder.ts'

/** Reads a picture as the app's scanner does a frame; what was read, and the milliseconds that it took. */
globalThis.readPicture = async (address) => {
  const decode = await loadDecoder()
  const picture = await createImageBitmap(await (await fetch(address)).blob())
  const pixels = pixelsOf(picture, picture.width, picture.height)
  const started = performance.now()
  return { text: await decode(pixels, true), took: performance.now() - started }
}
