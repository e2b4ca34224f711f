import { loadDecoder } from './decoder'

type Offer = (text: string) => boolean
const scanners = new Set<Offer>()

/** The scanner on screen takes codes from `feedFrame` too. Returns how to stop. */
export function acceptFrames(offer: Offer): () => void {
  scanners.add(offer)
  return () => scanners.delete(offer)
}

/** True while a scanner is on screen. */
export const scannerIsOpen = (): boolean => scanners.size > 0

/**
 * Gives a picture to the scanner on screen, through the same decoder that the camera feeds. Answers the text
 * that was read, or null when there was none in the picture or no scanner on screen.
 */
export async function feedFrame(frame: ImageData): Promise<string | null> {
  if (!scannerIsOpen()) return null
  const text = await (await loadDecoder())(frame, true)
  if (text) for (const offer of scanners) offer(text)
  return text
}
