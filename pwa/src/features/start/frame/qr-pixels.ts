/** What shows a QR: a screen's own drawing, or the server's picture on a printed page. */
const SHOWN = 'svg.qr, img.page-code'
/** The side of the picture, as a camera at arm's length would see it, and the white around the code, pixels. */
const SIDE = 640
const EDGE = 56

/** The pixels of the largest QR code on screen, or null when there is none. */
export async function shownQr(): Promise<ImageData | null> {
  const found = [...document.querySelectorAll<SVGSVGElement | HTMLImageElement>(SHOWN)]
    .filter((one) => one.getBoundingClientRect().width > 40 && isDrawn(one))
    .sort((a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width)[0]
  return found ? paint(await pictureOf(found)) : null
}

const isDrawn = (shown: Element): boolean =>
  shown instanceof HTMLImageElement ? shown.complete : shown.querySelector('path, rect') !== null

async function pictureOf(shown: SVGSVGElement | HTMLImageElement): Promise<HTMLImageElement> {
  if (shown instanceof HTMLImageElement) return shown
  const copy = shown.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(SIDE))
  copy.setAttribute('height', String(SIDE))
  const url = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }),
  )
  try {
    const picture = new Image(SIDE, SIDE)
    picture.src = url
    await picture.decode()
    return picture
  } finally {
    URL.revokeObjectURL(url)
  }
}

function paint(picture: HTMLImageElement): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (!context) return null
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, SIDE, SIDE)
  context.drawImage(picture, EDGE, EDGE, SIDE - 2 * EDGE, SIDE - 2 * EDGE)
  return context.getImageData(0, 0, SIDE, SIDE)
}
