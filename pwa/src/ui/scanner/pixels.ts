/** Pixels as a decoder takes them; the browser's ImageData is one. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number }

/**
 * Each pixel as the mean grey of the nine around it: takes away a sensor's noise and most of what a crack in the
 * glass draws, and costs a few milliseconds.
 */
export function smoothed({ data, width, height }: Pixels): Pixels {
  const grey = greyOf(data, width * height)
  const rows = new Uint16Array(width * height)
  for (let y = 0; y < height; y++) {
    const start = y * width
    const end = start + width - 1
    for (let i = start + 1; i < end; i++) rows[i] = at(grey, i - 1) + at(grey, i) + at(grey, i + 1)
    rows[start] = 2 * at(grey, start) + at(grey, start + 1)
    rows[end] = at(grey, end - 1) + 2 * at(grey, end)
  }
  const out = new Uint8ClampedArray(data.length)
  for (let y = 0; y < height; y++) {
    const above = y === 0 ? 0 : -width
    const below = y === height - 1 ? 0 : width
    for (let i = y * width; i < (y + 1) * width; i++)
      put(out, i, (at(rows, i + above) + at(rows, i) + at(rows, i + below)) / 9)
  }
  return { data: out, width, height }
}

/** The picture with what is nearly white pulled apart: under a lamp's reflection there is often still a code. */
export function dimmed({ data, width, height }: Pixels): Pixels {
  const out = new Uint8ClampedArray(data.length)
  const grey = greyOf(data, width * height)
  for (let i = 0; i < grey.length; i++) put(out, i, at(DIMMER, at(grey, i)))
  return { data: out, width, height }
}

const DIMMER = Uint8Array.from({ length: 256 }, (_, grey) => 255 * (grey / 255) ** 2.2)

/** The picture in grey at `factor` of its size, each pixel mixed from the four nearest. */
export function scaled({ data, width, height }: Pixels, factor: number): Pixels {
  const grey = greyOf(data, width * height)
  const [w, h] = [Math.round(width * factor), Math.round(height * factor)]
  const out = new Uint8ClampedArray(w * h * 4)
  for (let y = 0; y < h; y++) {
    const [y0, dy] = place(y, factor, height)
    for (let x = 0; x < w; x++) {
      const [x0, dx] = place(x, factor, width)
      const i = y0 * width + x0
      const top = at(grey, i) * (1 - dx) + at(grey, i + 1) * dx
      const bottom = at(grey, i + width) * (1 - dx) + at(grey, i + width + 1) * dx
      put(out, y * w + x, top * (1 - dy) + bottom * dy)
    }
  }
  return { data: out, width: w, height: h }
}

/** Luma of ITU-R BT.601, in whole numbers. */
function greyOf(data: Uint8ClampedArray, count: number): Uint8Array {
  const grey = new Uint8Array(count)
  for (let i = 0, j = 0; i < count; i++, j += 4)
    grey[i] = (at(data, j) * 77 + at(data, j + 1) * 150 + at(data, j + 2) * 29) >> 8
  return grey
}

function place(target: number, factor: number, size: number): [whole: number, part: number] {
  const exact = Math.min(size - 1.001, Math.max(0, (target + 0.5) / factor - 0.5))
  const whole = Math.floor(exact)
  return [whole, exact - whole]
}

function put(out: Uint8ClampedArray, pixel: number, grey: number): void {
  const i = pixel * 4
  out[i] = out[i + 1] = out[i + 2] = grey
  out[i + 3] = 255
}

/** An index that is known to be inside. */
const at = (values: ArrayLike<number>, index: number): number => values[index] as number
