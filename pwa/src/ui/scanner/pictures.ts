import { loadDecoder, pixelsOf } from './decoder'

/** The first picture among what was pasted, dropped or chosen. */
export function pictureIn(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'))
}

/**
 * The text of the code in a picture file, null when there is none that can be read; photographs are large, so a part in
 * the middle is looked at too. Rejects when the file is no picture.
 */
export async function readPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file)
  try {
    const decode = await loadDecoder()
    for (const part of [1, 0.5]) {
      const pixels = middleOf(picture, part)
      const text = pixels && (await decode(pixels, true))
      if (text) return text
    }
    return null
  } finally {
    picture.close()
  }
}

function middleOf(picture: ImageBitmap, part: number): ImageData | null {
  if (part === 1) return pixelsOf(picture, picture.width, picture.height)
  const [width, height] = [Math.round(picture.width * part), Math.round(picture.height * part)]
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const [x, y] = [(picture.width - width) / 2, (picture.height - height) / 2]
  canvas.getContext('2d')?.drawImage(picture, x, y, width, height, 0, 0, width, height)
  return pixelsOf(canvas, width, height)
}

/** Pasting anywhere on the page, except into a field; gives the picture or the text. Returns how to stop. */
export function listenToPaste(onPicture: (file: File) => void, onText: (text: string) => void): () => void {
  const listen = (event: ClipboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return
    const picture = pictureIn(event.clipboardData)
    const text = event.clipboardData?.getData('text').trim()
    if (picture) onPicture(picture)
    else if (text) onText(text)
    else return
    event.preventDefault()
  }
  document.addEventListener('paste', listen)
  return () => document.removeEventListener('paste', listen)
}
